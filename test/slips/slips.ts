import type { Making } from '../../src/cli/simulate/answers.ts';
import { makeSlip, slipKinds } from '../../src/cli/simulate/make-slip.ts';
import { seededRandom } from '../../src/cli/simulate/random.ts';
import { places, textOf } from '../../src/cli/simulate/typed.ts';
import { readMessages } from '../../src/flow-files.ts';
import { receivedAt } from '../support/sms.ts';
import { type Area, makeArea } from './area.ts';
import { fateOf, shownBy } from './fate.ts';
import { makeMessage } from './make-message.ts';
import { readText } from './read-text.ts';
import { emptyTally, mustNotBeStored, note, type Tally } from './tally.ts';

export interface SlipSettings {
  readonly messages: number;
  readonly seed: number;
  /** Called now and then with how many messages are done. */
  readonly progress?: (done: number) => void;
}

/** A run's figures, and how many messages were made to get the right ones. */
export interface SlipResult {
  readonly tally: Tally;
  readonly messages: number;
  readonly made: number;
}

/** Villages and the households that each has; the last officer has two villages. */
export const areaPlans: readonly { readonly villages: readonly string[]; readonly size: number }[] = [
  { villages: ['9415010001'], size: 20 },
  { villages: ['9415010002'], size: 60 },
  { villages: ['9415020005'], size: 150 },
  { villages: ['9415020011'], size: 500 },
  { villages: ['9415030003', '9415030004'], size: 120 },
];

const progressEvery = 200;

/** Makes right messages, and from each one slip of every kind in every place, and sees what the reader makes of it. */
export function runSlips({ messages, seed, progress }: SlipSettings): SlipResult {
  const making = { random: seededRandom(seed), receivedAt };
  const areas = areaPlans.map(({ villages, size }) => makeArea(making, villages, size));
  const tally = emptyTally();
  const reader = { messages: readMessages(), tally };
  let made = 0;
  let done = 0;
  while (done < messages) {
    made += 1;
    if (!slipOnce(making, making.random.pick(areas), reader)) continue;
    done += 1;
    if (done % progressEvery === 0) progress?.(done);
  }
  return { tally, messages, made };
}

/** False where the message made was no right one. */
function slipOnce(
  making: Making,
  area: Area,
  { messages, tally }: { messages: ReturnType<typeof readMessages>; tally: Tally },
): boolean {
  const typed = makeMessage(making, area);
  const text = textOf(typed);
  const meant = readText(area, text);
  if (meant.outcome !== 'accepted') return false;
  const { sort, isSeparated } = typed;
  for (const place of places) {
    for (const kind of slipKinds) {
      const slipped = makeSlip(typed, kind, place, making.random);
      if (slipped === null) continue;
      const got = readText(area, slipped);
      const fate = fateOf(meant, got);
      const cell = { sort, isSeparated, kind, place };
      note(tally, cell, fate, fate === 'stored' ? shownBy(messages, area, meant, got) : null);
      if (fate === 'stored' && mustNotBeStored(cell))
        tally.breaches.push({ cell, meant: text, typed: slipped });
    }
  }
  return true;
}
