import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigits } from '../../../src/domain/identity/check-digits.ts';
import { packForm } from '../../../src/domain/instrument/digits.ts';
import { outcomes } from '../../../src/domain/report/types.ts';
import { decodeText } from '../../../src/domain/sms/decode.ts';
import { arbitraryAnswers, formOf } from '../../support/instrument.ts';
import { read, village } from '../../support/sms.ts';

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
    const heads = fc.constantFrom('', 'V', 'RT ', 'CEK', 'Y ', 'LATIH ', 'BANTU ', 'V 7-16 ', 'STOP');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789 -OlS') }),
    );
    fc.assert(
      fc.property(heads, text, (head, tail) => {
        expect(outcomes).toContain(read(head + tail).outcome);
      }),
      { numRuns: 500 },
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
