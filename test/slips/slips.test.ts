import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { textOf } from '../../src/cli/simulate/typed.ts';
import { receivedAt } from '../support/sms.ts';
import { makeArea } from './area.ts';
import { makeMessage, sorts } from './make-message.ts';
import { readText } from './read-text.ts';
import { areaPlans, runSlips } from './slips.ts';
import { slipsIn, sumOf } from './tally.ts';

describe('a run of slips', () => {
  it('stores none that never may be stored', () => {
    const { tally } = runSlips({ messages: 150, seed: 7 });
    expect(tally.breaches).toEqual([]);
    expect(slipsIn(sumOf(tally, () => true))).toBeGreaterThan(1_500);
  });

  it('comes out the same for a seed', () => {
    expect(runSlips({ messages: 30, seed: 3 })).toEqual(runSlips({ messages: 30, seed: 3 }));
  });
});

describe('messages that are made', () => {
  const making = { random: seededRandom(2), receivedAt };
  const [plan] = areaPlans;
  const area = makeArea(making, plan?.villages ?? [], plan?.size ?? 0);
  const made = Array.from({ length: 300 }, () => makeMessage(making, area));

  it('are of every sort, most of them right', () => {
    expect(new Set(made.map(({ sort }) => sort))).toEqual(new Set(sorts));
    const right = made.filter((typed) => readText(area, textOf(typed)).outcome === 'accepted');
    expect(right.length).toBeGreaterThan(made.length * 0.7);
  });

  it('are typed solid and with separators', () => {
    const solid = made.filter(({ isSeparated }) => !isSeparated);
    for (const typed of solid) expect(textOf(typed)).toMatch(/^[A-Z]+ ?\d+$/);
    for (const typed of made.filter((one) => one.isSeparated)) expect(textOf(typed)).toMatch(/\d[ \-.,/]/);
    expect(solid.length).toBeGreaterThan(30);
  });
});
