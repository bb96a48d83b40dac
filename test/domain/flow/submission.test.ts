import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/domain/flow/submission.ts';
import { isAsked, packBlock } from '../../../src/domain/instrument/digits.ts';
import { arbitraryAnswers, formOf, instrument, receivedOn } from '../../support/instrument.ts';

const idbdt = '9415010001000007';
const other = '9415010001000012';

function submission(form: string, digits: Record<string, string>, partner: string | null = null) {
  return { form, idbdt, hasCheckDigits: true, digits, partner, receipt: 'ABCDE', language: 'id', tokens: [] };
}

describe('readSubmission', () => {
  it.each(['V', 'RT'])('reads the answers that were typed block by block: %s', (name) => {
    const form = formOf(name);
    fc.assert(
      fc.property(arbitraryAnswers(form), (answers) => {
        const digits = Object.fromEntries(
          form.blocks.map((block) => [block.name, packBlock(block, answers)]),
        );
        const partner = form.partner && isAsked(form.partner, answers) ? other : null;
        const read = readSubmission(instrument, submission(name, digits, partner), receivedOn);
        const expected = form.partner ? { ...answers, [form.partner.column]: partner } : answers;
        expect(read).toMatchObject({ form: name, idbdt, answers: expected, partner, problems: [] });
      }),
    );
  });

  it.each([
    ['a block that is missing', {}, null, 'too-short'],
    ['a partner that is missing', { visit: '10142411' }, null, 'must-answer'],
    ['a partner that is not asked', { visit: '10112411' }, other, 'not-asked'],
    ['a code out of its list', { visit: '90112411' }, null, 'code-out-of-list'],
  ])('finds %s', (_, digits, partner, kind) => {
    const { problems } = readSubmission(instrument, submission('V', digits, partner), receivedOn);
    expect(problems[0]?.kind).toBe(kind);
  });

  it('throws for what is no submission', () => {
    expect(() => readSubmission(instrument, { form: 'V' }, receivedOn)).toThrow();
  });
});
