import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigits } from '../../../src/domain/identity/check-digits.ts';
import { packBlock, packForm } from '../../../src/domain/instrument/digits.ts';
import { outcomes } from '../../../src/domain/report/types.ts';
import { commands } from '../../../src/domain/sms/commands/index.ts';
import { decodeText } from '../../../src/domain/sms/decode.ts';
import { bodyOf } from '../../../src/domain/sms/split.ts';
import { arbitraryAnswers, formOf } from '../../support/instrument.ts';
import {
  householdOf,
  prelist,
  prelistMembers,
  prelistWith,
  read,
  seven,
  village,
  wholeDigits,
} from '../../support/sms.ts';

/** Every household with three members in the prelist. */
const manned = new Map(
  prelist.map(({ idbdt }) => [idbdt, householdOf(idbdt, { members: prelistMembers(1, 2, 3) })]),
);

const separator = fc.string({ unit: fc.constantFrom(...' .,:;-/*#+_()\n'), minLength: 1, maxLength: 3 });
const serial = fc.integer({ min: 1, max: 20 });

/** Digits with separators sprinkled between them. */
function sprinkled(digits: string): fc.Arbitrary<string> {
  const gaps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('') }, separator), {
    minLength: digits.length,
    maxLength: digits.length,
  });
  return gaps.map((signs) => [...digits].map((digit, index) => digit + (signs[index] ?? '')).join(''));
}

function referenceOf(household: number): string {
  return household + checkDigits(village + String(household).padStart(6, '0'));
}

describe('the reader', () => {
  it('never throws and ends in one of the five outcomes', () => {
    const keywords = commands.flatMap(({ keyword }) => [keyword, `${keyword} 7-16 `]);
    const heads = fc.constantFrom('', 'LATIH ', 'F 7-16 ART1 ', 'NAMA 7-16 00 ', ...keywords);
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789 -OlS/.') }),
      fc
        .array(fc.constantFrom('atap', '3.7a', 'ART2', 'NIK', '9', '05', '8-13', 'V', '/'))
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(heads, text, (head, tail) => {
        expect(outcomes).toContain(read(head + tail).outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws for bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(outcomes).toContain(read(decodeText(bytes)).outcome);
      }),
    );
  });

  it.each(['V', 'RT'])('reads %s the same solid, grouped and sprinkled with separators', (name) => {
    const form = formOf(name);
    const message = fc
      .tuple(serial, arbitraryAnswers(form, '2021-11-25'))
      .filter(([, answers]) => answers.hasil_verivali !== 4 && answers.hasil_verivali !== 6)
      .chain(([household, answers]) => {
        const digits = packForm(form, answers);
        const parts = fc.tuple(sprinkled(referenceOf(household)), separator, sprinkled(digits));
        return parts.map(([reference, gap, body]) => ({ household, answers, digits, reference, gap, body }));
      });
    fc.assert(
      fc.property(message, ({ household, answers, digits, reference, gap, body }) => {
        const solid = read(`${name}${referenceOf(household)}${digits}`);
        const sprinkledOne = read(`${name} ${reference}${gap}${body}`);
        expect(solid.report?.answers).toMatchObject(answers);
        expect(sprinkledOne).toEqual(solid);
      }),
    );
  });

  it.each(['V', 'RT'])('stores no %s with a digit lost or doubled after a separated reference', (name) => {
    const form = formOf(name);
    fc.assert(
      fc.property(
        serial,
        arbitraryAnswers(form, '2021-11-25'),
        fc.nat(),
        fc.boolean(),
        (household, answers, at, isLost) => {
          const digits = packForm(form, answers);
          const place = at % digits.length;
          const body = digits.slice(0, isLost ? place : place + 1) + digits.slice(isLost ? place + 1 : place);
          expect(read(`${name} ${referenceOf(household)} ${body}`).outcome).toBe('rejected');
        },
      ),
    );
  });

  it.each(['ART', 'ART_PRELIST', 'KK', 'USAHA'])('reads %s the same solid, grouped and sprinkled', (name) => {
    const form = formOf(name);
    const isKeyTyped = form.width !== bodyOf(form).width;
    const keyword = name.split('_')[0] ?? '';
    const unit = arbitraryAnswers(form, '2021-11-25').map((answers) => packForm(form, answers));
    const message = fc
      .array(unit, { minLength: 1, maxLength: 3 })
      .map((units) => units.map((digits, index) => (isKeyTyped ? `0${index + 1}${digits}` : digits)).join(''))
      .chain((digits) => {
        const parts = fc.tuple(serial, separator, sprinkled(digits));
        return parts.map(([household, gap, body]) => ({ household, digits, gap, body }));
      });
    fc.assert(
      fc.property(message, ({ household, digits, gap, body }) => {
        const solid = read(`${keyword}${referenceOf(household)}${digits}`, { households: manned });
        const parts = read(`${keyword} ${referenceOf(household)}${gap}${body}`, { households: manned });
        // Without separators chance can make a second reading, which the reader refuses.
        fc.pre(solid.reason !== 'ambiguous');
        // A rule may refuse or hold it; what was read is the same all the same.
        expect(parts).toEqual(solid);
        expect(solid.idbdt).toBe(village + String(household).padStart(6, '0'));
      }),
    );
  });

  it.each(['ART', 'USAHA'])('stores no %s with a digit lost or doubled', (name) => {
    const form = formOf(name);
    const key = form.width === bodyOf(form).width ? '' : '01';
    fc.assert(
      fc.property(
        serial,
        arbitraryAnswers(form),
        fc.nat(),
        fc.boolean(),
        (household, answers, at, isLost) => {
          const digits = key + packForm(form, answers);
          const place = at % digits.length;
          const body = digits.slice(0, isLost ? place : place + 1) + digits.slice(isLost ? place + 1 : place);
          const text = `${name} ${referenceOf(household)} ${body}`;
          expect(read(text, { households: manned }).outcome).toBe('rejected');
        },
      ),
    );
  });

  it('mends an answer just as it reads it', () => {
    const rt = formOf('RT');
    const items = rt.blocks.flatMap((block) => block.items).filter((item) => item.askedIf === null);
    const record = read(`RT 716${wholeDigits}`).report?.answers ?? {};
    const households = prelistWith(householdOf(seven.idbdt, { record, lastOfficerId: 1 }));
    fc.assert(
      fc.property(arbitraryAnswers(rt), fc.constantFrom(...items), (answers, item) => {
        const digits = packBlock({ name: '', title: { id: '', en: '' }, items: [item], width: 0 }, answers);
        const verdict = read(`F 7-16 ${item.column} ${digits}`, { households });
        const isComplete = verdict.reason !== 'invalid-answers';
        if (isComplete) expect(verdict.report?.answers[item.column]).toEqual(answers[item.column]);
        else expect(verdict.problems.map(({ kind }) => kind)).toContain('must-answer');
      }),
    );
  });

  it('reads a name as typed', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ABCiosl'), minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const name = words.join(' ');
        const verdict = read(`NAMA 7-16 01 ${name}`, { households: manned });
        expect(verdict.report?.members[0]?.answers.Nama).toBe(name);
      }),
    );
  });

  it('reads no household from a reference with one digit changed or two neighbours swapped', () => {
    const digit = fc.constantFrom(...'0123456789');
    fc.assert(
      fc.property(serial, fc.nat(), digit, fc.boolean(), (household, at, other, isSwap) => {
        const right = [...referenceOf(household)];
        const place = at % (right.length - 1);
        const wrong = isSwap
          ? right.with(place, right[place + 1] ?? '').with(place + 1, right[place] ?? '')
          : right.with(place, other);
        fc.pre(wrong.join('') !== right.join(''));
        expect(read(`V ${wrong.join('')} 10112411`).outcome).toBe('rejected');
      }),
    );
  });
});
