import type { Verdict } from '../../report/types.ts';
import type { ReviewKind } from '../../workflow/review.ts';
import type { Command, Reading } from '../command.ts';
import { headCandidates } from '../mend/read-reference.ts';
import { refuseHead } from '../mend/refuse-mend.ts';
import { isReceipt } from '../receipts.ts';
import { refuseSecond } from '../refusals.ts';
import { secondCommand } from '../second-command.ts';
import { refused, say } from '../verdicts.ts';
import { headArea, headReceipt, readTarget } from './read-target.ts';
import { reviewArea } from './review-area.ts';
import { reviewHousehold } from './review-household.ts';
import { reviewReport } from './review-report.ts';

/** Characters of a reason that the store keeps. */
const longestReason = 160;

/** The command that approves or sends back: a report by its receipt, a household by its reference, an area by its code. */
export function reviewCommand(keyword: 'SETUJU' | 'TOLAK', review: ReviewKind): Command {
  return {
    keyword,
    body: 'pairs',
    action: 'step',
    needs: ['team', 'waiting'],
    takesGlued: isReceipt,
    candidates: ({ text }, officer) => headCandidates(text, officer),
    teamReceipts: ({ text }) => [headReceipt(text)?.receipt ?? []].flat(),
    areas: ({ text }) => [headArea(text)?.code ?? []].flat(),
    read: (reading) => readReview(reading, review),
  };
}

function readReview(reading: Reading, review: ReviewKind): Verdict {
  const { parsed } = reading;
  const target = readTarget(reading);
  if (target.kind === 'fault') return refuseHead(reading, target.fault);
  const command = parsed.command ?? '';
  const text = target.rest
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (review === 'approved' && text !== '') {
    return refused(parsed, 'extra-text', say('answer.approval-alone', { command }));
  }
  if (review === 'returned' && !/\p{L}/u.test(text)) {
    return refused(parsed, 'no-reason', say('answer.no-reason', { command }, { help: say('help.TOLAK') }));
  }
  if (text.length > longestReason) {
    return refused(
      parsed,
      'text-too-long',
      say('answer.text-too-long', { command }, { help: say('help.TOLAK') }),
    );
  }
  const second = secondCommand(reading, text);
  if (second !== null) return refuseSecond(reading, second);
  const reason = review === 'returned' ? text : null;
  if (target.kind === 'receipt') return reviewReport(reading, target.receipt, review, reason);
  if (target.kind === 'area') return reviewArea(reading, target.code, review, reason);
  return reviewHousehold(reading, target.reference, review, reason);
}
