import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaim } from '../../../src/domain/sms/claim/read-claim.ts';
import { noWork, type ReadFacts } from '../../../src/domain/sms/command.ts';
import { explainMessage } from '../../../src/domain/sms/explain.ts';
import { parseMessage } from '../../../src/domain/sms/read.ts';
import type { AreaClaim, AreaFacts } from '../../../src/domain/workflow/area-claim.ts';
import { officerOf, read, storedOf, village } from '../../support/sms.ts';

const korcam = officerOf({ id: 2, role: 'korcam', areas: ['9415010'], villages: [] });
const area: AreaFacts = {
  code: village,
  name: 'Kampung Contoh',
  target: 20,
  // Three found, one refused, one with members only.
  byResult: { 1: 3, 5: 1, '': 1 },
  claims: new Map(),
};
const claimOf = (changes: Partial<AreaClaim> = {}): AreaClaim => ({
  areaCode: village,
  done: 12,
  left: 6,
  refused: 2,
  hindrances: [],
  note: null,
  ...changes,
});
const withAreas = (...areas: readonly AreaFacts[]): Partial<ReadFacts> => ({
  officer: korcam,
  work: { ...noWork, areas: new Map(areas.map((one) => [one.code, one])) },
});
const told = (text: string, facts: Partial<ReadFacts> = withAreas(area)) => read(text, facts);

describe('a claim', () => {
  it.each<[string, string, Partial<AreaClaim>]>([
    ['as the card says', `LAPOR ${village} 12 6 2`, {}],
    ['with hindrances', `LAPOR ${village} 12 6 2 K24`, { hindrances: [2, 4] }],
    ['with hindrances one by one', `LAPOR ${village} 12 6 2 K4, K2`, { hindrances: [2, 4] }],
    ['with a space in them', `LAPOR ${village} 12 6 2 k 24`, { hindrances: [2, 4] }],
    ['with a text', `LAPOR ${village} 12 6 2 jembatan putus 2 hari`, { note: 'jembatan putus 2 hari' }],
    ['with both', `LAPOR ${village} 12 6 2 K2. Jembatan  putus`, { hindrances: [2], note: 'Jembatan putus' }],
    ['with a text that begins with K', `LAPOR ${village} 12 6 2 Kurang orang`, { note: 'Kurang orang' }],
    ['with other separators', `lapor:${village}/12-6,2`, {}],
    ['on lines', `LAPOR\n${village}\n12\n6\n2`, {}],
    ['of the area as answers print it', 'LAPOR 9.415.010.001 12 6 2', {}],
    ['with zeros in front', `LAPOR ${village} 012 06 02`, {}],
    ['with a letter for a digit', `LAPOR ${village} 12 6 2O`, { left: 6, refused: 20 }],
  ])('%s', (_, text, changes) => {
    expect(told(text, withAreas({ ...area, target: 12 + 6 + (changes.refused ?? 2) })).claim).toEqual(
      claimOf(changes),
    );
  });

  it.each([
    ['nothing behind it', 'LAPOR', 'empty-body'],
    ['words only', 'LAPOR kampung contoh selesai', 'empty-body'],
    ['a regency', 'LAPOR 9415 12 6 2', 'not-an-area'],
    ['a village code in two pieces', 'LAPOR 9415010 001 12 6 2', 'claim-counts'],
    ['a count that is missing', `LAPOR ${village} 12 6`, 'claim-counts'],
    ['a count too many', `LAPOR ${village} 12 6 2 3`, 'claim-counts'],
    ['counts without separators', `LAPOR ${village} 1262`, 'claim-counts'],
    ['a count of seven digits', `LAPOR ${village} 1234567 6 2`, 'claim-counts'],
    ['a thousand with a dot', `LAPOR ${village} 1.200 6 2`, 'thousands-dot'],
    ['a thousand with a comma', `LAPOR ${village} 1,200 6 2`, 'thousands-dot'],
    ['two counts that read as a thousand', `LAPOR ${village} 12.600 2`, 'thousands-dot'],
    ['a hindrance twice', `LAPOR ${village} 12 6 2 K22`, 'hindrance'],
    ['a hindrance again', `LAPOR ${village} 12 6 2 K2 K2`, 'hindrance'],
    ['a hindrance that is none', `LAPOR ${village} 12 6 2 K10`, 'hindrance'],
    ['digits behind the hindrances', `LAPOR ${village} 12 6 2 K2 4`, 'hindrance'],
    ['a text too long', `LAPOR ${village} 12 6 2 ${'banjir '.repeat(30)}`, 'text-too-long'],
    ['another command in its text', `LAPOR ${village} 12 6 2 V 7-16 10112411`, 'two-commands'],
    ['an area that is not there', 'LAPOR 9415010009 12 6 2', 'unknown-area'],
    ['an area that is not theirs', 'LAPOR 9415020 12 6 2', 'other-area'],
  ])('%s is refused', (_, text, reason) => {
    expect(told(text)).toMatchObject({ outcome: 'rejected', reason });
    expect(told(text).claim).toBeUndefined();
  });

  it('shows what was received beside it, refused ones apart', () => {
    expect(told(`LAPOR ${village} 12 6 2`).answer).toMatchObject({
      key: 'answer.claim',
      values: { done: 12, left: 6, refused: 2, received: 4, refusals: 1 },
      parts: { difference: { key: 'answer.claim-differs', values: { by: '+8' } } },
    });
    const fewer = told(`LAPOR ${village} 3 16 1`).answer?.parts?.difference;
    expect(fewer).toMatchObject({ values: { by: '-1' } });
    expect(told(`LAPOR ${village} 4 15 1`).answer?.parts?.difference).toMatchObject({
      key: 'answer.claim-agrees',
    });
  });

  it('that does not add up to the prelist is asked back, but for practice', () => {
    expect(told(`LAPOR ${village} 12 6 3`)).toMatchObject({
      outcome: 'ask',
      questions: ['other-sum'],
      claim: { refused: 3 },
      answer: { parts: { questions: [{ values: { sum: 21, target: 20 } }] } },
    });
    expect(told(`LATIH LAPOR ${village} 12 6 3`)).toMatchObject({ outcome: 'accepted', isPractice: true });
    expect(told(`LATIH LAPOR ${village} 12 6 3`).claim).toBeUndefined();
  });

  it('that says the same once more changes nothing, whatever it adds up to', () => {
    const claims = new Map([[2, claimOf({ refused: 3 })]]);
    const again = told(`LAPOR ${village} 12 6 3`, withAreas({ ...area, claims }));
    expect(again).toMatchObject({ outcome: 'accepted', answer: { key: 'answer.claim-unchanged' } });
    expect(again.claim).toBeUndefined();
    const others = new Map([[9, claimOf({ refused: 3 })]]);
    expect(told(`LAPOR ${village} 12 6 3`, withAreas({ ...area, claims: others })).outcome).toBe('ask');
  });

  it.each([
    ['enumerator', 'not-allowed'],
    ['pusat', 'not-allowed'],
    ['pengawas', null],
    ['korcam', null],
    ['korkab', null],
    ['korwil', null],
  ] as const)('by a %s: %s', (role, reason) => {
    const officer = { ...korcam, role };
    expect(told(`LAPOR ${village} 12 6 2`, { ...withAreas(area), officer }).reason).toBe(reason);
  });
});

describe('Y, T and BATAL', () => {
  const question = {
    ...{
      reportId: '10',
      officerId: 2,
      receipt: 'QRS2T',
      questions: ['other-sum'] as const,
      source: 'sms' as const,
    },
    ...{
      channel: 'at',
      receivedAt: new Date('2021-11-24T03:00:00Z'),
      expiresAt: new Date('2021-11-28T03:00:00Z'),
    },
    report: null,
    claim: claimOf({ refused: 3 }),
  };
  const asked = { ...withAreas(area), openQuestions: [question] };

  it('let the claim count or not', () => {
    expect(told('Y', asked)).toMatchObject({
      outcome: 'accepted',
      claim: question.claim,
      settles: { question: { reportId: '10' }, record: true },
      answer: { key: 'answer.claim', values: { receipt: 'QRS2T' } },
    });
    const declined = told('T', asked);
    expect(declined).toMatchObject({ outcome: 'accepted', settles: { record: false } });
    expect(declined.claim).toBeUndefined();
  });

  it('name it among other questions', () => {
    const other = { ...question, reportId: '11', receipt: 'UVW3X' };
    const answer = told('Y', { ...asked, openQuestions: [question, other] }).answer;
    expect(answer).toMatchObject({
      key: 'answer.which-question',
      parts: { list: [{ values: { form: 'LAPOR', reference: village } }, { values: { receipt: 'UVW3X' } }] },
    });
  });

  const stored = {
    ...{ reportId: '5', officerId: 2, receipt: 'FGHJK', claim: claimOf(), outcome: 'accepted' as const },
    ...{ isWithdrawn: false, claimedAt: new Date('2021-11-24T03:00:00Z') },
  };
  const own = (changes: Partial<typeof stored> = {}) => ({
    officer: korcam,
    work: { ...noWork, ownClaims: new Map([['FGHJK', { ...stored, ...changes }]]) },
    ownReports: new Map([['FGHJK', storedOf({ officerId: 9 })]]),
  });

  it('withdraw it by its receipt, once', () => {
    expect(told('BATAL FGHJK', own())).toMatchObject({
      outcome: 'accepted',
      withdrawsClaim: { reportId: '5' },
    });
    expect(told('BATAL FGHJK', own({ isWithdrawn: true }))).toMatchObject({ reason: 'already-withdrawn' });
    expect(told('LATIH BATAL FGHJK', own()).withdrawsClaim).toBeUndefined();
  });
});

describe('readClaim', () => {
  it('reads back what is printed', () => {
    const count = fc.integer({ min: 0, max: 999_999 });
    const claim = fc.record({
      areaCode: fc.stringMatching(/^\d{7}(\d{3})?$/),
      done: count,
      left: count,
      refused: count,
      hindrances: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      note: fc.option(fc.stringMatching(/^[a-jl-z]{1,9}( [a-z0-9]{1,9}){0,5}$/)),
    });
    fc.assert(
      fc.property(claim, fc.constantFrom(' ', '\n', ' / ', '-'), (one, separator) => {
        const { areaCode, done, left, refused, hindrances, note } = one;
        const codes = hindrances.length === 0 ? [] : [`K${hindrances.join('')}`];
        const text = [areaCode, done, left, refused, ...codes, note ?? ''].join(separator);
        expect(readClaim(text).claim).toEqual(one);
      }),
    );
  });

  it('never throws, and is quick at the longest that is read', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => void readClaim(text)));
    for (const piece of ['K', 'K1 ', '1.', '1 ', '9.415', ' K K K', 'k1k2']) {
      const before = performance.now();
      readClaim(`9415010 1 2 3 ${piece.repeat(2_000 / piece.length)}`);
      expect(performance.now() - before).toBeLessThan(50);
    }
  });
});

it('is explained', () => {
  const text = `LAPOR ${village} 12 6 2 K24 banjir`;
  const explained = explainMessage(parseMessage(text), told(text), 'Diterima');
  expect(explained).toMatchObject({
    command: 'LAPOR',
    claim: { areaCode: village, done: 12, left: 6, refused: 2, hindrances: [2, 4], note: 'banjir' },
    review: null,
    backCheck: null,
  });
});
