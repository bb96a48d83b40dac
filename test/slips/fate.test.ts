import { describe, expect, it } from 'vitest';
import { readMessages } from '../../src/flow-files.ts';
import { eight, householdOf, officerOf, seven } from '../support/sms.ts';
import { fateOf, shownBy } from './fate.ts';
import { readText } from './read-text.ts';
import { emptyTally, mustNotBeStored, note, slipsIn, sumOf } from './tally.ts';
import { replaceBetween } from './write-page.ts';

const known = [
  householdOf(seven.idbdt, { headName: 'Contoh Satu' }),
  householdOf(eight.idbdt, { headName: 'Misal Dua' }),
];
const area = { officer: officerOf(), households: new Map(known.map((one) => [one.idbdt, one])) };
const messages = readMessages();
const meant = readText(area, 'V 7-16 10112411');

describe('what became of a slip', () => {
  it.each([
    ['read as meant', 'V 71-6 10112411', 'harmless'],
    ['refused', 'V 7-61 10112411', 'refused'],
    ['asked back', `V ${seven.idbdt} 10112411`, 'asked'],
    ['read as meant with a repair', 'V 7-16 1O112411', 'repaired'],
    ['another command that stores nothing', 'CEK 7-16', 'answered'],
    ['another answer', 'V 7-16 10122411', 'stored'],
    ['another household', 'V 8-13 10112411', 'stored'],
    ['no more messages', 'STOP', 'stored'],
  ] as const)('%s', (_, text, fate) => {
    expect(fateOf(meant, readText(area, text))).toBe(fate);
  });

  it.each([
    ['what the answer tells', 'V 7-16 10122411', [true, false, false]],
    ['what it does not', 'V 7-16 10212411', [false, false, false]],
    ['another household, by its head', 'V 8-13 10112411', [true, true, true]],
  ] as const)('shows %s', (_, text, [isToldApart, isElsewhere, isOtherHeadNamed]) => {
    const shown = shownBy(messages, area, meant, readText(area, text));
    expect(shown).toEqual({ isToldApart, isElsewhere, isOtherHeadNamed });
  });
});

describe('the tally', () => {
  const cell = { sort: 'V', isSeparated: true, kind: 'loss', place: 'elsewhere' } as const;

  it('counts slips, and not what had no effect', () => {
    const tally = emptyTally();
    note(tally, cell, 'harmless', null);
    note(tally, cell, 'refused', null);
    const shown = { isToldApart: false, isElsewhere: true, isOtherHeadNamed: true };
    note(tally, { ...cell, sort: 'RT' }, 'stored', shown);
    const sum = sumOf(tally, () => true);
    expect(sum).toMatchObject({ harmless: 1, refused: 1, stored: 1, unseen: 1, elsewhere: 1, headNamed: 1 });
    expect(slipsIn(sum)).toBe(2);
    expect(sumOf(tally, ({ sort }) => sort === 'V')).toMatchObject({ refused: 1, stored: 0 });
  });

  it.each([
    ['a swap in any reference', { ...cell, sort: 'KK', kind: 'swap', place: 'reference' }, true],
    ['a loss in a reference', { ...cell, place: 'reference' }, false],
    ['a loss in V with separators', cell, true],
    ['a lost block in RT with separators', { ...cell, sort: 'RT', kind: 'block lost' }, true],
    ['a loss in V without', { ...cell, isSeparated: false }, false],
    ['a wrong digit in V', { ...cell, kind: 'substitution' }, false],
    ['a loss in KK', { ...cell, sort: 'KK' }, false],
  ] as const)('says whether %s may be stored', (_, one, isForbidden) => {
    expect(mustNotBeStored(one)).toBe(isForbidden);
  });
});

describe('the page', () => {
  it('changes between its marks only', () => {
    const page = 'a\n<!-- x begin -->\nold\n<!-- x end -->\nb\n';
    expect(replaceBetween(page, 'x', 'new\n')).toBe('a\n<!-- x begin -->\nnew\n<!-- x end -->\nb\n');
    expect(() => replaceBetween(page, 'y', 'new')).toThrow('marks of y');
  });
});
