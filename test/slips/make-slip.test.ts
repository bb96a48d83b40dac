import { describe, expect, it } from 'vitest';
import { makeSlip, type SlipKind, slipKinds } from '../../src/cli/simulate/make-slip.ts';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { type Place, places, type Typed, textOf } from '../../src/cli/simulate/typed.ts';
import { isOneTypo } from '../../src/domain/sms/keywords.ts';

const members: Typed = {
  sort: 'USAHA',
  isSeparated: true,
  pieces: [
    { text: 'USAHA', place: 'keyword', unit: null },
    { text: '7', place: 'reference', unit: null },
    { text: '16', place: 'reference', unit: null },
    { text: '01120213', place: 'elsewhere', unit: 0 },
    { text: '02040124', place: 'elsewhere', unit: 1 },
  ],
  gaps: ['', ' ', '-', ' ', '.'],
};
const right = textOf(members);
const ranges: Readonly<Record<Place, readonly [number, number]>> = {
  keyword: [0, 5],
  reference: [5, 11],
  elsewhere: [10, right.length],
};

/** A hundred slips of a kind in a place. */
function slipsOf(kind: SlipKind, place: Place, typed = members): string[] {
  const random = seededRandom(1);
  return Array.from({ length: 100 }, () => makeSlip(typed, kind, place, random) ?? '');
}

function wordsIn(text: string): string {
  return text.replace(/[^A-Z0-9]/g, '');
}

describe('a slip', () => {
  const oneTypo = ['substitution', 'swap', 'loss', 'insertion'] as const;
  const pairs = oneTypo.flatMap((kind) => places.map((place) => [kind, place] as const));

  it.each(pairs)('%s in the %s is one typo of letters and digits', (kind, place) => {
    for (const text of slipsOf(kind, place)) expect(isOneTypo(wordsIn(text), wordsIn(right))).toBe(true);
  });

  it.each(pairs)('%s in the %s leaves the rest alone', (kind, place) => {
    const [from, to] = ranges[place];
    for (const text of slipsOf(kind, place)) {
      expect(text.slice(0, from)).toBe(right.slice(0, from));
      // A swap may take the first character behind the place.
      const rest = right.slice(to + (kind === 'swap' ? 2 : 0));
      expect(text.endsWith(rest)).toBe(true);
    }
  });

  it.each([
    ['substitution', 0],
    ['swap', 0],
    ['loss', -1],
    ['insertion', 1],
  ] as const)('%s changes the length by %i', (kind, by) => {
    for (const text of slipsOf(kind, 'elsewhere')) expect(text.length - right.length).toBe(by);
  });

  it('swaps neighbours over a separator, which stays', () => {
    expect(slipsOf('swap', 'reference')).toContain('USAHA 1-76 01120213.02040124');
  });

  it('puts letters for letters and digits for digits', () => {
    for (const text of slipsOf('substitution', 'keyword')) expect(text).toMatch(/^[A-Z]{5} 7-16 /);
    for (const text of slipsOf('substitution', 'elsewhere')) expect(text).toMatch(/^USAHA 7-16 [\d.]+$/);
  });

  it('loses a block with the separator before it, or all of one member', () => {
    expect(new Set(slipsOf('block lost', 'elsewhere'))).toEqual(
      new Set(['USAHA 7-16.02040124', 'USAHA 7-16 01120213']),
    );
    expect(new Set(slipsOf('block lost', 'reference'))).toEqual(
      new Set(['USAHA-16 01120213.02040124', 'USAHA 7 01120213.02040124']),
    );
  });

  it('loses, moves or adds a separator, and no digit', () => {
    const texts = new Set(slipsOf('separator', 'reference'));
    for (const text of texts) expect(wordsIn(text)).toBe(wordsIn(right));
    expect(texts).toContain('USAHA 716 01120213.02040124');
    expect(texts).toContain('USAHA 71-6 01120213.02040124');
    expect(texts).toContain('USAHA 7-1 6 01120213.02040124');
  });

  it('has no place for some', () => {
    const solid = { ...members, isSeparated: false, gaps: ['', '', '', '', ''] };
    const random = seededRandom(1);
    expect(makeSlip(solid, 'separator', 'elsewhere', random)).toBeNull();
    expect(makeSlip(members, 'block lost', 'keyword', random)).toBeNull();
    expect(
      makeSlip({ ...members, pieces: members.pieces.slice(0, 1) }, 'loss', 'elsewhere', random),
    ).toBeNull();
  });

  it.each(slipKinds)('%s is never the message itself', (kind) => {
    for (const text of slipsOf(kind, 'elsewhere')) expect(text).not.toBe(right);
  });
});
