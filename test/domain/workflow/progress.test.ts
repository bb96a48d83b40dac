import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import { claimDifference, heldReport, noFigures, standingOf } from '../../../src/domain/workflow/progress.ts';
import { instrument } from '../../support/instrument.ts';

const village = '9415010001';
const visited = { IDBDT: `${village}000007`, officer_id: 4, visited_on: '2021-11-24', completed_on: null };
const complete = { ...visited, completed_on: '2021-11-26' };
const counted = instrument.mapping.progress;

/** What a row counts for, as `figure day` lines. */
const linesOf = (row: RecordRow | null) =>
  standingOf(counted, row).map(({ figure, day }) => `${figure} ${day}`);

describe('what a household counts for', () => {
  it.each<[string, RecordRow | null, string[]]>([
    ['nothing is stored', null, []],
    ['a visit that is not finished', visited, ['visited 2021-11-24']],
    ['nothing more to come', complete, ['visited 2021-11-24', 'complete 2021-11-26']],
    ['a proposal', { ...visited, IDBDT: `${village}900001` }, ['visited 2021-11-24', 'proposed 2021-11-24']],
    [
      'a refusal',
      { ...complete, hasil_verivali: 5, status: '11' },
      ['visited 2021-11-24', 'complete 2021-11-26', 'refused 2021-11-26'],
    ],
    [
      'not found by the result',
      { ...visited, hasil_verivali: 2 },
      ['visited 2021-11-24', 'notFound 2021-11-24'],
    ],
    [
      'moved or gone, as the database may write numbers',
      { ...visited, hasil_verivali: '3' },
      ['visited 2021-11-24', 'notFound 2021-11-24'],
    ],
    [
      'not found by the village meeting, once',
      { ...visited, hasil_verivali: 2, status_rumahtangga: 2 },
      ['visited 2021-11-24', 'notFound 2021-11-24'],
    ],
    ['found', { ...visited, hasil_verivali: 1, status_rumahtangga: 1 }, ['visited 2021-11-24']],
    ['verified, not approved', { ...visited, status: '11' }, ['visited 2021-11-24']],
    ['rejected by the regency', { ...visited, status: '12a' }, ['visited 2021-11-24']],
    ['approved', { ...visited, status: '12' }, ['visited 2021-11-24', 'approved 2021-11-24']],
    [
      'final',
      { ...complete, status: '14' },
      ['visited 2021-11-24', 'complete 2021-11-26', 'approved 2021-11-26'],
    ],
    [
      'approved before its photos came, late in the evening of the day before in UTC',
      { ...complete, status: '10', approved_by: 3, approved_at: '2021-11-27T15:30:00.000Z' },
      ['visited 2021-11-24', 'complete 2021-11-26', 'approved 2021-11-28'],
    ],
    ['a row from before there were days', { IDBDT: `${village}000007` }, ['visited null']],
  ])('%s', (_, row, expected) => {
    expect(linesOf(row)).toEqual(expected);
  });

  it('is its village’s and its officer’s', () => {
    expect(standingOf(counted, visited)).toEqual([
      { figure: 'visited', village, officerId: 4, day: '2021-11-24' },
    ]);
    expect(standingOf(counted, { ...visited, officer_id: null })[0]?.officerId).toBeNull();
  });
});

it('counts a held report for the local day on which it came', () => {
  expect(heldReport(`${village}000007`, 4, new Date('2021-11-24T15:30:00Z'))).toEqual({
    figure: 'held',
    village,
    officerId: 4,
    day: '2021-11-25',
  });
});

it.each([
  ['as many', 10, { visited: 12, refused: 2 }, 0],
  ['more claimed', 15, { visited: 12, refused: 2 }, 5],
  ['more received', 8, { visited: 10, refused: 0 }, -2],
])('tells what was claimed and not received: %s', (_, done, figures, difference) => {
  expect(claimDifference(done, { ...noFigures, ...figures })).toBe(difference);
});
