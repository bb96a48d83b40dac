import { describe, expect, it } from 'vitest';
import { householdOf, members, prelistWith, questionOf, read, seven } from '../../support/sms.ts';

const question = questionOf();
const second = questionOf({ reportId: '11', receipt: 'UVWXY' });
const expired = questionOf({ reportId: '12', receipt: 'ZZ2ZZ', expiresAt: new Date('2021-11-25T02:59:59Z') });

describe('Y and T', () => {
  it.each([
    ['Y', 'Y', true],
    ['yes in lower case', 'y', true],
    ['Y with the receipt', 'Y QRS2T', true],
    ['glued', 'yqrs2t', true],
    ['the receipt in pieces', 'Y qrs-2t', true],
    ['T', 'T', false],
    ['T with the receipt', 'T QRS2T', false],
  ])('settles the one open question: %s', (_, text, record) => {
    expect(read(text, { openQuestions: [question] })).toMatchObject({
      outcome: 'accepted',
      idbdt: seven.idbdt,
      report: record ? question.report : null,
      settles: { question, record },
      answer: { values: { receipt: 'QRS2T', head: 'C*** S***' } },
    });
  });

  it('settles the one that is named', () => {
    const verdict = read('Y UVWXY', { openQuestions: [question, second] });
    expect(verdict.settles?.question.reportId).toBe('11');
  });

  it('leaves a question open while a rule is in the way of its report', () => {
    const { man, woman } = members;
    const [first] = read(`ART 7-16 01${man.nik}${man.digits}`).report?.members ?? [];
    const second = read(`ART 7-16 02${woman.nik}1${woman.digits.slice(1)}`).report;
    if (second === null) throw new Error('The member was not read');
    const stored = { no_urut: 1, ...first?.answers, report_id: '1' };
    const households = prelistWith(householdOf(seven.idbdt, { members: [stored] }));
    const verdict = read('Y', { openQuestions: [questionOf({ report: second })], households });
    expect(verdict).toMatchObject({
      outcome: 'rejected',
      reason: 'still-open',
      settles: null,
      report: null,
      answer: { key: 'answer.still-open' },
    });
    expect(verdict.problems).toMatchObject([{ kind: 'rule', rule: 9 }]);
  });

  it('passes over expired ones', () => {
    const verdict = read('Y', { openQuestions: [expired, question] });
    expect(verdict.settles?.question.reportId).toBe('10');
  });

  it.each([
    ['no question', 'Y', [], 'no-question'],
    ['no such question', 'Y QRS2T', [second], 'no-such-question'],
    ['several', 'T', [question, second], 'which-question'],
    ['expired', 'Y', [expired], 'question-expired'],
    ['expired, by receipt', 'Y ZZ2ZZ', [expired, question], 'question-expired'],
    ['no receipt', 'Y boleh saja', [question], 'not-a-receipt'],
    ['a receipt too short', 'Y QRS2', [question], 'not-a-receipt'],
    ['practice', 'LATIH Y', [question], 'no-question'],
  ])('refuses: %s', (_, text, openQuestions, reason) => {
    const verdict = read(text, { openQuestions });
    expect(verdict).toMatchObject({ outcome: 'rejected', reason, settles: null, report: null });
  });
});
