import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { anyOf, planBlows } from './blows.ts';
import { planTraffic } from './traffic.ts';

const today = new Date('2021-11-25T03:00:00Z');
const size = { smsCount: 200, ussdCount: 60 };

describe('the traffic of the crash test', () => {
  const traffic = planTraffic(7, size, today);
  const deliveries = traffic.lanes.flat();

  it('is the same for the same seed, another for another', () => {
    expect(planTraffic(7, size, today).submissions).toEqual(traffic.submissions);
    expect(planTraffic(8, size, today).submissions).not.toEqual(traffic.submissions);
  });

  it('reports each household once, in every way', () => {
    const households = new Set(traffic.submissions.map(({ household }) => household.idbdt));
    expect(households.size).toBe(260);
    expect(new Set(traffic.submissions.map(({ way }) => way))).toEqual(new Set(['sms', 'dialled', 'steps']));
  });

  it('delivers each submission first and repeats some later in the same lane', () => {
    expect(
      deliveries
        .filter(({ isRepeat }) => !isRepeat)
        .map(({ submission }) => submission.id)
        .sort(),
    ).toEqual(traffic.submissions.map(({ id }) => id).sort());
    const repeats = deliveries.filter(({ isRepeat }) => isRepeat);
    expect(repeats.length).toBeGreaterThan(0);
    for (const lane of traffic.lanes) {
      for (const [index, { submission, isRepeat }] of lane.entries()) {
        const first = lane.findIndex((delivery) => delivery.submission === submission);
        expect(isRepeat).toBe(first < index);
      }
    }
  });

  it('keeps each phone to one dialogue at a time', () => {
    const lanesOf = new Map<string, Set<number>>();
    for (const [index, lane] of traffic.lanes.entries()) {
      for (const { submission } of lane.filter((delivery) => delivery.submission.way !== 'sms')) {
        const { msisdn } = submission.household.officer;
        lanesOf.set(msisdn, (lanesOf.get(msisdn) ?? new Set()).add(index));
      }
    }
    expect([...lanesOf.values()].map(({ size: lanes }) => lanes)).toEqual(Array(10).fill(1));
  });

  it('types a dialogue step by step to what is dialled through', () => {
    const steps = traffic.submissions.find(({ way }) => way === 'steps');
    expect(steps?.texts).toHaveLength(8);
    expect(steps?.texts[0]).toBe('');
    expect(steps?.texts.at(-1)).toMatch(/^2\*\d+\*\d{10}\*\d{23}\*\d{33}\*\d{9}\*1$/);
  });
});

describe('the blows of the crash test', () => {
  it('fall in order, all before the traffic ends', () => {
    const moments = planBlows(seededRandom(3), 10).map(({ at }) => at);
    expect(moments).toEqual([...moments].sort((one, other) => one - other));
    expect(moments.at(-1)).toBeLessThan(0.93);
  });

  it('hit either program or both', () => {
    const random = seededRandom(3);
    const hit = new Set(Array.from({ length: 50 }, () => anyOf(random, ['serve', 'work']).join()));
    expect(hit).toEqual(new Set(['serve', 'work', 'serve,work']));
  });
});
