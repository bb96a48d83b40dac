import { isDeepStrictEqual } from 'node:util';
import { maskName } from '../../src/domain/identity/mask-name.ts';
import type { Messages } from '../../src/domain/messages.ts';
import type { Verdict } from '../../src/domain/report/types.ts';
import { renderAnswer } from '../../src/domain/sms/answers.ts';
import type { Knowledge } from './read-text.ts';

/**
 * What became of a slip. `harmless`: read as meant, so that it was none. `repaired`: read as meant, and the answer
 * says what was repaired. `answered`: read as another command that stores nothing. `stored`: something that was not
 * meant is in the records, or changed the officer's settings.
 */
export const fates = ['harmless', 'refused', 'asked', 'held', 'repaired', 'answered', 'stored'] as const;
export type Fate = (typeof fates)[number];

/** How a slip that was stored shows to its sender. */
export interface Shown {
  /** Whether the answer differs in any sign from the one to the message that was meant. */
  readonly isToldApart: boolean;
  /** Whether it went to another household. */
  readonly isElsewhere: boolean;
  /** Whether that household's head has another masked name, and the answer says it. */
  readonly isOtherHeadNamed: boolean;
}

/** What became of a message that differs by a slip from the one meant. */
export function fateOf(meant: Verdict, got: Verdict): Fate {
  if (got.outcome === 'rejected') return 'refused';
  if (got.outcome === 'ask') return 'asked';
  if (got.outcome === 'held') return 'held';
  if (isSame(meant, got)) return got.outcome === 'repaired' ? 'repaired' : 'harmless';
  const changesNothing = got.report === null && got.officerChange === null && got.settles === null;
  return changesNothing && got.withdraws === undefined ? 'answered' : 'stored';
}

function isSame(meant: Verdict, got: Verdict): boolean {
  return got.report !== null && isDeepStrictEqual(meant.report, got.report);
}

/** What the answer to a slip that was stored shows. */
export function shownBy(
  messages: Messages,
  { officer, households }: Knowledge,
  meant: Verdict,
  got: Verdict,
): Shown {
  const say = ({ answer }: Verdict) =>
    answer === null ? '' : renderAnswer(messages, officer.language, answer);
  const headOf = ({ idbdt }: Verdict) => maskName(households.get(idbdt ?? '')?.headName ?? null);
  const answer = say(got);
  return {
    isToldApart: answer !== say(meant),
    isElsewhere: got.idbdt !== meant.idbdt,
    isOtherHeadNamed: headOf(got) !== headOf(meant) && answer.includes(headOf(got)),
  };
}
