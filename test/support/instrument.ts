import fc from 'fast-check';
import { formatDay } from '../../src/domain/instrument/calendar.ts';
import { isAsked } from '../../src/domain/instrument/digits.ts';
import { type Form, formNamed, type Item } from '../../src/domain/instrument/instrument.ts';
import type { Answer, Answers } from '../../src/domain/instrument/types.ts';
import { readInstrument } from '../../src/flow-files.ts';

/** The product's own instrument, read once. */
export const instrument = readInstrument();

/** A form of it. */
export function formOf(name: string): Form {
  return formNamed(instrument, name);
}

/** The day that test messages are received on. */
export const receivedOn = '2021-11-24';

/** Answers to a form that break no rule: what is not asked is NULL, dates are of the year up to `until`. */
export function arbitraryAnswers(form: Form, until = receivedOn): fc.Arbitrary<Answers> {
  const items = form.blocks.flatMap((block) => block.items);
  const asked = fc.tuple(...items.map((item) => arbitraryAnswer(form, item, until)));
  return asked.map((values) => {
    const answers: Record<string, Answer> = {};
    items.forEach((item, index) => {
      answers[item.column] = isAsked(item, answers) ? (values[index] ?? null) : null;
    });
    return answers;
  });
}

function arbitraryAnswer(form: Form, item: Item, until: string): fc.Arbitrary<Answer> {
  if (item.kind === 'date') return arbitraryDay(until);
  if (item.column === 'NIK') return fc.option(arbitraryNik);
  if (item.kind === 'identifier') return arbitraryDigits(item.width);
  if (item.range) {
    const [min, max] = item.range;
    // The ends are where zeros and capped counts are.
    const count = fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    return item.storeType.startsWith('varchar') ? count.map(String) : count;
  }
  return fc.constantFrom(...(form.allowed.get(item.column) ?? item.codes?.keys() ?? []));
}

function arbitraryDay(until: string): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 364 }).map((daysAgo) => {
    const day = new Date(Date.parse(until) - daysAgo * 86_400_000);
    return formatDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
  });
}

/** Numbers that somebody may have: of a made-up area, born on any day of the 1990s, men and women. */
const arbitraryNik: fc.Arbitrary<string> = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    year: fc.integer({ min: 90, max: 99 }),
    isWoman: fc.boolean(),
    serial: fc.integer({ min: 1, max: 9999 }),
  })
  .map(({ day, month, year, isWoman, serial }) => {
    const two = (value: number) => String(value).padStart(2, '0');
    return `999999${two(day + (isWoman ? 40 : 0))}${two(month)}${year}${String(serial).padStart(4, '0')}`;
  });

function arbitraryDigits(width: number): fc.Arbitrary<string> {
  const digit = fc.constantFrom(...'0123456789');
  return fc
    .array(digit, { minLength: width, maxLength: width })
    .map((digits) => digits.join(''))
    .filter((digits) => Number(digits) !== 0);
}
