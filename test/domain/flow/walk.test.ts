import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsBefore, walk } from '../../../src/domain/flow/walk.ts';
import { isAsked, packBlock } from '../../../src/domain/instrument/digits.ts';
import type { Form } from '../../../src/domain/instrument/instrument.ts';
import type { Answers } from '../../../src/domain/instrument/types.ts';
import { arbitraryAnswers, formOf, receivedOn } from '../../support/instrument.ts';

const forms = ['V', 'RT', 'ART', 'ART_PRELIST', 'KK', 'USAHA'];

function digitsOf(form: Form, answers: Answers): Record<string, string> {
  return Object.fromEntries(form.blocks.map((block) => [block.name, packBlock(block, answers)]));
}

describe('walk', () => {
  it.each(forms)('composes item by item the digits of the whole block: %s', (name) => {
    const form = formOf(name);
    fc.assert(
      fc.property(arbitraryAnswers(form), (answers) => {
        const whole = digitsOf(form, answers);
        let walked = walk(form, {}, receivedOn);
        const asked: string[] = [];
        while (walked.next) {
          const { block, item, offset } = walked.next;
          asked.push(item.column);
          const typed = (whole[block.name] ?? '').slice(offset, offset + item.width);
          const given = { ...walked.digits, [block.name]: (walked.digits[block.name] ?? '') + typed };
          walked = walk(form, given, receivedOn);
        }
        expect(walked.digits).toEqual(whole);
        expect(walked.answers).toEqual(answers);
        const items = form.blocks.flatMap((block) => block.items);
        expect(asked).toEqual(items.filter((item) => isAsked(item, answers)).map(({ column }) => column));
      }),
    );
  });

  it.each(forms)('asks the last answer again when its digits are taken back: %s', (name) => {
    const form = formOf(name);
    fc.assert(
      fc.property(arbitraryAnswers(form), (answers) => {
        const { passed, digits } = walk(form, digitsOf(form, answers), receivedOn);
        const last = passed.at(-1);
        expect(last).toBeDefined();
        if (last === undefined) return;
        const { next, passed: left } = walk(form, digitsBefore(form, digits, last), receivedOn);
        expect(next).toEqual(last);
        expect(left).toEqual(passed.slice(0, -1));
      }),
    );
  });

  it.each([
    ['a code out of its list', '9', 'status_rumahtangga'],
    ['a date that is none', '1113202', 'tanggal_verivali'],
    ['digits that are missing', '11', 'hasil_verivali'],
  ])('stops at %s', (_, visit, column) => {
    const { next } = walk(formOf('RT'), { visit }, receivedOn);
    expect(next?.item.column).toBe(column);
  });
});
