import type { Verdict } from '../../report/types.ts';
import { type DeskItem, deskVersion, openActs } from '../../workflow/desk-item.ts';
import type { DeskSubmission } from '../../workflow/desk-submission.ts';
import type { ReadFacts, Reading } from '../command.ts';
import { commands } from '../commands/index.ts';
import { reportNames } from '../content-verdict.ts';
import { parseMessage } from '../parse.ts';
import { approveReport, returnReport } from '../review/review-report.ts';
import { refused, say } from '../verdicts.ts';
import { withdrawStored } from '../withdrawal-reading.ts';
import { mendMessage } from './mend-message.ts';

/** What an act on the desk is read with. Its officer is whose message it is; what they may is not asked. */
export type DeskReading = Omit<Reading, 'parsed' | 'commands'>;

const keywords = { approve: 'SETUJU', return: 'TOLAK', withdraw: 'BATAL', mend: '' } as const;

/**
 * Reads what a user of the console does with a message on the desk. The console has seen to it that they may; here it
 * is seen that the message still stands as they saw it, so that of two who act at once the later one is told.
 */
export function readDeskAct(reading: DeskReading, act: DeskSubmission): Verdict {
  const parsed = parseMessage(act.act === 'mend' ? (act.text ?? '') : keywords[act.act]);
  const item = reading.facts.desk?.get(act.of);
  const refuse = (why: string) => ({
    ...refused(parsed, why, say(`answer.${why}`)),
    idbdt: item?.idbdt ?? null,
  });
  if (item === undefined) return refuse('no-desk-item');
  if (deskVersion(item) !== act.version)
    return { ...refuse('changed-meanwhile'), answer: whatHappened(item) };
  if (!openActs(item).includes(act.act)) return refuse('act-not-open');
  const full: Reading = { ...reading, parsed, commands };
  if (act.act === 'mend') return mendMessage(full, item, act.isSure);
  const { stored } = item;
  if (stored === null) return refuse('act-not-open');
  const household = reading.facts.households.get(stored.report.idbdt);
  if (act.act === 'withdraw') return withNotice(full, withdrawStored(full, stored, stored.receipt ?? ''));
  if (household === undefined) return refuse('unknown-household');
  if (act.act === 'approve') return approveReport(full, { stored, household });
  return returnReport(full, { stored, household }, act.text ?? '');
}

/** Who sent a report is told that it was withdrawn: they can't know. */
function withNotice({ facts }: Reading, verdict: Verdict): Verdict {
  const { withdraws: stored } = verdict;
  if (stored === undefined) return verdict;
  const names = reportNames(stored.report, facts.households.get(stored.report.idbdt), stored.receipt ?? '');
  const message = say('notice.report-withdrawn', names);
  return { ...verdict, notices: [{ officerId: stored.officerId, message }] };
}

/** How a message stands by now, for who saw it otherwise. */
function whatHappened(item: DeskItem) {
  const { stored } = item;
  if (stored?.isWithdrawn) return say('answer.meanwhile-withdrawn');
  if (stored?.review) return say(`answer.meanwhile-${stored.review}`);
  return say(item.acts > 0 ? 'answer.meanwhile-acted' : 'answer.changed-meanwhile');
}

/** Households whose facts reading an act needs besides that of the message itself. */
export function deskCandidates(act: DeskSubmission, officer: ReadFacts['officer']): string[] {
  if (act.act !== 'mend' || officer === null) return [];
  const parsed = parseMessage(act.text ?? '');
  const command = commands.find(({ keyword }) => keyword === parsed.command);
  return command?.candidates?.(parsed, officer) ?? [];
}
