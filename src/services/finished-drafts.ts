import { isFinishedBy } from '../domain/flow/finished-by.ts';
import type { StoredReport } from '../domain/report/types.ts';
import type { Draft } from '../ports.ts';
import { openDraft } from './open-draft.ts';
import type { Inbound } from './open-inbound.ts';

/**
 * Drafts of dialogues that were finished by SMS: the sender need not be offered them any more. One that was changed
 * after the SMS came in is a new beginning and stays. Dialogues close their own.
 */
export function finishedDrafts(
  { message, officer }: Inbound,
  recorded: StoredReport | null,
  withdrawn: StoredReport | undefined,
  drafts: readonly Draft[],
): Draft[] {
  if (message.kind !== 'sms' || officer === null) return [];
  return drafts.filter((draft) => {
    if (draft.officerId !== officer.id) return false;
    const open = openDraft(draft);
    if (open === null) return false;
    if (open.form === 'BATAL' && withdrawn) {
      return withdrawn.receipt === open.digits.receipt && draft.updatedAt <= message.receivedAt;
    }
    return recorded !== null && draft.updatedAt <= recorded.receivedAt && isFinishedBy(open, recorded.report);
  });
}
