import type { Verdict } from '../../report/types.ts';
import type { DeskItem } from '../../workflow/desk-item.ts';
import type { Reading } from '../command.ts';
import { reportNames } from '../content-verdict.ts';
import { readMessage } from '../read.ts';
import { refused, say } from '../verdicts.ts';

/**
 * Reads the mended text of a message as if its sender had sent it, on the day that the message came. Only a report
 * mends a report. It takes the place of one that never went to the records; of one that did, it is laid over it.
 *
 * @param isSure whether what would be asked back is answered with yes.
 */
export function mendMessage(
  { instrument, parsed, facts, commands }: Reading,
  item: DeskItem,
  isSure: boolean,
): Verdict {
  const refuse = (why: string) => ({ ...refused(parsed, why, say(`answer.${why}`)), idbdt: item.idbdt });
  const command = commands.find(({ keyword }) => keyword === parsed.command);
  const isReport = parsed.fault === null && (command === undefined || command.action === 'report');
  if (!isReport || parsed.isPractice) return refuse('mend-no-report');
  const read = readMessage(instrument, parsed, { ...facts, receivedAt: item.receivedAt });
  const { outcome, report, answer, receipt } = { ...read, receipt: facts.receipt };
  if (report === null || outcome === 'rejected') return read;
  if (outcome === 'ask' && !isSure) {
    return { ...read, outcome: 'rejected', reason: 'needs-confirmation', report: null, questions: [] };
  }
  const { stored } = item;
  const isRecorded = stored?.outcome === 'accepted' || stored?.outcome === 'repaired';
  if (stored && isRecorded && stored.report.idbdt !== report.idbdt) return refuse('mend-other-household');
  const names = reportNames(report, facts.households.get(report.idbdt), receipt);
  const { newHousehold, ...rest } = read;
  return {
    ...rest,
    ...(newHousehold ? { newHousehold } : {}),
    ...(outcome === 'ask'
      ? { outcome: 'accepted', questions: [], answer: say('answer.mended', names) }
      : { answer: outcome === 'held' ? answer : say('answer.mended', names) }),
    ...(stored && !isRecorded && !stored.isWithdrawn ? { withdraws: stored } : {}),
    notices:
      item.officerId === null
        ? []
        : [{ officerId: item.officerId, message: say('notice.report-mended', names) }],
  };
}
