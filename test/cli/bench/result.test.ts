import { describe, expect, it } from 'vitest';
import { type Result, resultJson, resultText } from '../../../src/cli/bench/result.ts';

const machine = {
  cpu: 'Contoh CPU',
  cores: 2,
  node: 'v20.0.0',
  load: 0.1,
  store: 'PostgreSQL 15 (fsync on)',
  queue: 'Redis 7',
};
const result: Result = {
  machine,
  settings: { runs: 1, seconds: 3, rate: 500, stored: 400_000 },
  measurements: [
    { name: 'a step', unit: 'steps/s', aim: 0.7, runs: [{ ours: 1_234.5, baseline: 2_469 }] },
    { name: 'accepting', unit: 'SMS/s', aim: 5, runs: [{ ours: 12_000, baseline: 2_000 }] },
    { name: 'reading', unit: 'reports/s', aim: null, runs: [{ ours: 9_000, baseline: null }] },
  ],
};

describe('the result', () => {
  it('as a table says what was measured on what, and whether the aim was met', () => {
    expect(resultText(result)).toBe(
      [
        'Contoh CPU · 2 cores · load 0.1 · Node v20.0.0 · PostgreSQL 15 (fsync on) · queue: Redis 7',
        "Medians of 1 runs, 3 s a side where time is the measure; ratio: median of the runs' ratios.",
        '',
        'what       unit       ours    baseline  ratio  spread       of medians  aim',
        '---------  ---------  ------  --------  -----  -----------  ----------  ----------',
        'a step     steps/s    1,235   2,469     0.50   0.50-0.50    0.50        0.7 missed',
        'accepting  SMS/s      12,000  2,000     6.00   6.00-6.00    6.00        5 met',
        'reading    reports/s  9,000   -         -      9,000-9,000  -           -',
      ].join('\n'),
    );
  });

  it('says nothing of a store where none was used', () => {
    const bare = { ...result, machine: { ...machine, store: null, queue: null } };
    expect(resultText(bare).split('\n')[0]).toBe('Contoh CPU · 2 cores · load 0.1 · Node v20.0.0');
  });

  it('as JSON holds every run', () => {
    const { measurements } = JSON.parse(resultJson(result));
    expect(measurements[0]).toMatchObject({ runs: result.measurements[0]?.runs, isAimMet: false });
    expect(measurements[1]).toMatchObject({ isAimMet: true, summary: { ratio: 6 } });
    expect(measurements[2].isAimMet).toBeNull();
  });
});

describe('an aim with a bound', () => {
  it.each([
    { label: 'at least: reached', bound: { least: 50 }, aim: null, ours: 50, shown: '>= 50 met' },
    { label: 'at least: missed', bound: { least: 50 }, aim: null, ours: 49, shown: '>= 50 missed' },
    { label: 'at most: kept', bound: { most: 250 }, aim: null, ours: 250, shown: '<= 250 met' },
    { label: 'at most: exceeded', bound: { most: 250 }, aim: null, ours: 251, shown: '<= 250 missed' },
    {
      label: 'ratio reached, figure missed',
      bound: { least: 50 },
      aim: 0.5,
      ours: 40,
      shown: '0.5, >= 50 missed',
    },
    {
      label: 'figure reached, ratio missed',
      bound: { least: 20 },
      aim: 0.5,
      ours: 30,
      shown: '0.5, >= 20 missed',
    },
    { label: 'both reached', bound: { least: 20 }, aim: 0.5, ours: 40, shown: '0.5, >= 20 met' },
  ])('$label', ({ bound, aim, ours, shown }) => {
    const measurement = { name: 'a line', unit: 'x', aim, bound, runs: [{ ours, baseline: 70 }] };
    expect(resultText({ ...result, measurements: [measurement] })).toContain(`  ${shown}`);
  });
});
