import type { HouseholdFacts, StoredReport, Verdict } from '../report/types.ts';
import { isFinal } from '../workflow/status-chain.ts';
import { withdrawClaim } from './claim/claim-verdict.ts';
import type { Reading } from './command.ts';
import { reportNames } from './content-verdict.ts';
import { newHouseholdOf } from './proposal-reading.ts';
import { isReceipt, typedReceipt } from './receipts.ts';
import { refuseReceipt } from './refusals.ts';
import { answered, refused, say } from './verdicts.ts';

/** Reads the withdrawal of an own report that was accepted, or that still waits for an answer or a supervisor. */
export function readWithdrawal(reading: Reading): Verdict {
  const { parsed, officer, facts } = reading;
  const command = parsed.command ?? '';
  const receipt = typedReceipt(parsed);
  if (receipt === '') {
    return refused(parsed, 'empty-body', say('answer.empty-body', { command }, { help: say('help.BATAL') }));
  }
  if (!isReceipt(receipt)) return refuseReceipt(reading, receipt);
  const claim = facts.work?.ownClaims.get(receipt);
  if (claim !== undefined) return withdrawClaim(reading, claim);
  const stored = facts.ownReports.get(receipt);
  if (stored === undefined || stored.officerId !== officer.id || stored.outcome === 'rejected') {
    return refused(parsed, 'no-such-report', say('answer.no-such-report', { receipt }));
  }
  return withdrawStored(reading, stored, receipt);
}

/** Withdraws a report, whoever asks: see what may stand against it. */
export function withdrawStored(
  { instrument, parsed, facts }: Reading,
  stored: StoredReport,
  receipt: string,
): Verdict {
  const { report } = stored;
  const household = facts.households.get(report.idbdt);
  const names = reportNames(report, household ?? proposedBy(stored), receipt);
  const verdict = (reason: string) => ({
    ...refused(parsed, reason, say(`answer.${reason}`, names)),
    idbdt: report.idbdt,
  });
  if (stored.isWithdrawn) return verdict('already-withdrawn');
  const wasRecorded = stored.outcome === 'accepted' || stored.outcome === 'repaired';
  if (wasRecorded && isFinal(instrument, household?.record ?? null)) return verdict('final');
  // Without its proposal a household would be in no list, and its other reports of nobody.
  if (report.form === 'BARU' && (household?.revision ?? 0) > 1) return verdict('proposal-in-use');
  const answer = say(`answer.withdrawn-${restored(stored, household)}`, names);
  return { ...answered(parsed, answer), idbdt: report.idbdt, withdraws: stored };
}

/** What stands in the records afterwards. */
function restored({ outcome, report }: StoredReport, household: HouseholdFacts | undefined): string {
  if (outcome === 'ask' || outcome === 'held') return 'unrecorded';
  if (report.form === 'BARU') return 'proposal';
  return (household?.revision ?? 0) > 1 ? 'to-earlier' : 'to-prelist';
}

function proposedBy({ report }: StoredReport) {
  return report.form === 'BARU' ? newHouseholdOf(report) : undefined;
}
