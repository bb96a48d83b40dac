import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../src/domain/report/record.ts';
import { translate } from '../../../src/domain/report/translate.ts';
import type { HouseholdFacts, RecordRow, StoredReport } from '../../../src/domain/report/types.ts';
import { rebuild } from '../../../src/domain/report/withdraw.ts';
import { instrument } from '../../support/instrument.ts';
import { householdOf, receivedAt, seven } from '../../support/sms.ts';
import { childAnswers, digitsOf, memberOf, nextFacts, reportOf, wholeHousehold } from './household.ts';

const prelist = householdOf(seven.idbdt);
const refused = digitsOf('V', '10152411');
const ofTwo = reportOf({ ...wholeHousehold, answers: { ...wholeHousehold.answers, Jumlah_ART: 2 } });
const head = reportOf({ form: 'ART', members: [memberOf(1)] });
const child = reportOf({ form: 'ART', members: [memberOf(2, childAnswers)] });
const another = reportOf({ form: 'ART', members: [memberOf(3, childAnswers)] });

/** Each report a day after the one before, in turns by officer 1 and 2; the first on 25 November 2021. */
function stored(reports: readonly (typeof head)[]): StoredReport[] {
  return reports.map((report, index) => ({
    id: String(41 + index),
    officerId: 1 + (index % 2),
    receipt: null,
    outcome: 'accepted',
    isWithdrawn: false,
    report: { ...report, remarks: [] },
    source: 'sms',
    receivedAt: new Date(receivedAt.getTime() + index * 86_400_000),
  }));
}

const columnsOf = (row: RecordRow | null) => [row?.officer_id, row?.visited_on, row?.completed_on];

describe('what progress counts a household by', () => {
  it.each([
    ['a visit that is not finished', [ofTwo], [1, '2021-11-25', null]],
    ['a refusal, after which nothing more is to come', [refused], [1, '2021-11-25', '2021-11-25']],
    ['a member before the household', [head], [1, '2021-11-25', null]],
    [
      'the last member, reported alone by the other officer',
      [ofTwo, head, child],
      [1, '2021-11-25', '2021-11-27'],
    ],
    ['what comes after it was complete', [refused, ofTwo, refused], [1, '2021-11-25', '2021-11-27']],
    ['a member too many: no more complete', [ofTwo, head, child, another], [2, '2021-11-25', null]],
    ['the same said again by the other officer', [refused, refused], [1, '2021-11-25', '2021-11-25']],
    ['a repetition after a change', [refused, ofTwo, ofTwo], [2, '2021-11-25', null]],
  ])('%s', (_, reports, expected) => {
    expect(columnsOf(rebuild(instrument, prelist, stored(reports)).household)).toEqual(expected);
  });

  it('is the local day of the village', () => {
    const [late] = stored([refused]);
    if (!late) throw new Error('one report was made');
    // 23:30 in Jakarta is half past one of the next day in Papua.
    const received = { ...late, receivedAt: new Date('2021-11-25T16:30:00Z') };
    expect(columnsOf(rebuild(instrument, prelist, [received]).household)[1]).toBe('2021-11-26');
  });

  it('rewrites the row of the household by a report of members alone, and keeps whose report its answers are', () => {
    const facts: HouseholdFacts = [ofTwo, head].reduce(nextFacts, prelist);
    const at = new Date('2021-12-01T03:00:00Z');
    const translation = translate(instrument, child, facts, {
      reportId: '99',
      officerId: 7,
      source: 'sms',
      at,
    });
    expect(translation?.changed.udrt).toMatchObject([
      { officer_id: 7, completed_on: '2021-12-01', revisi: 1, report_id: '41' },
    ]);
    expect(translation?.after).not.toHaveProperty('udrt');
  });

  it('leaves the row alone while nothing of it changes', () => {
    const facts = nextFacts(prelist, ofTwo);
    const translation = translate(instrument, head, facts, {
      reportId: '42',
      officerId: 1,
      source: 'sms',
      at: receivedAt,
    });
    expect(translation?.changed.udrt).toEqual([]);
    expect(translation?.state.household).toBe(stateOf(facts).household);
  });
});
