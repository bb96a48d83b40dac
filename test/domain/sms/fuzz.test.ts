import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../src/domain/report/types.ts';
import { decodeText } from '../../../src/domain/sms/decode.ts';
import { parseMessage } from '../../../src/domain/sms/parse.ts';
import { checkReading, isReadAlike } from '../../fuzz/check-reading.ts';
import { readText } from '../../slips/read-text.ts';
import {
  householdOf,
  members,
  officerOf,
  prelistMembers,
  prelistWith,
  read,
  seven,
  wholeDigits,
} from '../../support/sms.ts';

const { report } = read(`RT 716${wholeDigits}`);
const household = householdOf(seven.idbdt, {
  members: prelistMembers(1, 2),
  record: report?.answers ?? null,
  lastOfficerId: 1,
});
const area = { officer: officerOf(), households: prelistWith(household) };
const encoder = new TextEncoder();

const right = [
  'V 8-13 10112411',
  'V 8-13 10142411 7-16',
  `RT 7-16 ${wholeDigits}`,
  `ART 7-16 01${members.man.nik}${members.man.digits} 02${members.woman.nik}${members.woman.digits}`,
  `ART 7-16 01${members.man.digits}`,
  'KK 7-16 1 9999991205810001',
  'USAHA 7-16 01040213',
  'F 7-16 3.7a 05',
  'NAMA 7-16 01 Contoh Satu',
  'BARU Contoh Satu / Kampung Contoh',
  'CEK 7-16',
  'LATIH V 8-13 10112411',
  'BATAL ABC2E',
  'BANTU RT',
];

/** Right messages with up to six characters lost, changed or added anywhere. */
const mutated = fc
  .tuple(
    fc.constantFrom(...right),
    fc.array(fc.tuple(fc.nat(), fc.nat(1), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 6 }),
  )
  .map(([text, changes]) => {
    const characters = [...text];
    for (const [at, lost, added] of changes) characters.splice(at % (characters.length + 1), lost, ...added);
    return characters.join('');
  });

const inputs: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  bytes: fc.uint8Array({ maxLength: 2_000 }),
  strings: fc.string({ unit: 'binary', maxLength: 600 }).map((text) => encoder.encode(text)),
  'digits and separators': fc
    .string({ unit: fc.constantFrom(...'0123456789 .-/OlS'), maxLength: 600 })
    .map((text) => encoder.encode(text)),
  'right messages mutated': mutated.map((text) => encoder.encode(text)),
};

describe('the reader, given anything', () => {
  it.each(right)('takes %s, from which others are mutated', (text) => {
    expect(readText(area, text).reason).not.toBe('unknown-keyword');
    expect(parseMessage(text).fault).toBeNull();
  });

  it.each(Object.entries(inputs))('keeps its word on %s', (_, input) => {
    fc.assert(
      fc.property(input, (bytes) => {
        const { outcome, faults } = checkReading(area, bytes);
        expect(faults).toEqual([]);
        expect(outcomes).toContain(outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(Object.entries(inputs))('says the same twice of %s', (_, input) => {
    fc.assert(
      fc.property(input, (bytes) => {
        expect(parseMessage(decodeText(bytes))).toEqual(parseMessage(decodeText(bytes)));
        expect(isReadAlike(area, bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** What a sender could fill a message with, to so many characters. */
const fillings: Readonly<Record<string, (length: number) => string>> = {
  digits: (length) => '7'.repeat(length),
  separators: (length) => ' -./'.repeat(length / 4),
  'a keyword and digits': (length) => `RT ${'7'.repeat(length - 3)}`,
  'members and digits': (length) => `ART 7-16 ${'7'.repeat(length - 9)}`,
  'digits one by one': (length) => `V ${'7 '.repeat(length / 2 - 1)}`,
  'pairs of code and answer': (length) => `F 7-16 ${'3.7a 05 '.repeat(length / 8)}`.slice(0, length),
  'a name with commands in it': (length) => `NAMA 7-16 01 ${'V 7 '.repeat(length / 4)}`.slice(0, length),
  'a name with a reference that never ends': (length) =>
    `NAMA 7-16 01 a F ${'7 '.repeat(length / 2)}`.slice(0, length),
  'a written answer with such a one': (length) =>
    `F 7-16 nomor_pln F ${'7 '.repeat(length / 2)}`.slice(0, length),
  'a name of separators': (length) => `NAMA 7-16 01 ${'a - '.repeat(length / 4)}`.slice(0, length),
  'words unknown': (length) => 'abcd '.repeat(length / 5),
  'one word': (length) => 'a'.repeat(length),
  'signs that are repaired': (length) => `V ${'7@'.repeat(length / 2 - 1)}`,
  'odd white space': (length) => '\u00a0\u200b'.repeat(length / 2),
};

const turns = 25;

/** Milliseconds from bytes to a verdict, warm. The best of many turns: in the others the machine did more than read. */
function timeToRead(bytes: Uint8Array): number {
  const times = Array.from({ length: turns }, () => {
    const begun = performance.now();
    readText(area, decodeText(bytes));
    return performance.now() - begun;
  });
  return Math.min(...times);
}

describe.each(Object.entries(fillings))('a message of %s', (_, fill) => {
  /** Too short a time to be told from that of the clock and the machine's other work. */
  const floorMs = 1;
  /** Other work of the machine makes a time longer, never shorter: slow code fails every time. */
  const measured = { retry: 5 };

  it('is refused in less than 5 ms at 100 kB', measured, () => {
    const bytes = encoder.encode(fill(100_000));
    expect(readText(area, decodeText(bytes))).toMatchObject({ outcome: 'rejected', reason: 'too-long' });
    expect(timeToRead(bytes)).toBeLessThan(5);
  });

  it('is read in less than 5 ms at the longest that is read', measured, () => {
    const text = fill(2_000);
    expect(parseMessage(text).fault).not.toBe('too-long');
    expect(timeToRead(encoder.encode(text))).toBeLessThan(5);
  });

  it.each([
    ['read', 1_000],
    ['too long', 100_000],
  ])('takes no more than in proportion to its length: %s', measured, (__, length) => {
    const once = timeToRead(encoder.encode(fill(length)));
    const twice = timeToRead(encoder.encode(fill(length * 2)));
    expect(twice).toBeLessThan(Math.max(floorMs, once) * 3);
  });
});
