import { serialOf } from '../domain/identity/idbdt.ts';
import { shortReference } from '../domain/identity/short-reference.ts';
import { localDayOf } from '../domain/identity/time-zone.ts';
import type { Messages } from '../domain/messages.ts';
import { draftReminder } from '../domain/workflow/digest.ts';
import { dayMs } from '../domain/workflow/quiet-hours.ts';
import type { Draft, NoticeMark, ScheduleStore } from '../ports.ts';
import { openDraft } from './open-draft.ts';
import type { SendScheduled } from './run-schedule.ts';

/** How long a form may lie unfinished before its officer is reminded of it. */
const restMs = dayMs;

/** A draft, and the local day on which it was last touched: the mark, so that each state is reminded of once. */
interface Rested extends NoticeMark {
  readonly draft: Draft;
}

/** Reminds officers of forms that they began and did not send; what nobody has typed anything into is no form yet. */
export function makeSendReminders(store: ScheduleStore, messages: Messages): SendScheduled {
  return async (job, officers, { deliver, now }) => {
    const languages = new Map(officers.map(({ id, language }) => [id, language]));
    const drafts = await store.listDrafts([...languages.keys()], new Date(now.getTime() - restMs));
    const rested = drafts.filter(hasAnswers).map(
      (draft): Rested => ({
        officerId: draft.officerId,
        day: localDayOf(draft.updatedAt, job.zone),
        draft,
      }),
    );
    return deliver('reminder', rested, (fresh) =>
      [...newestByOfficer(fresh)].map(([officerId, { newest, others }]) => ({
        officerId,
        kind: 'reminder',
        text: draftReminder(
          { messages, language: languages.get(officerId) ?? 'id' },
          newest.form,
          serialOf(newest.idbdt) === 0 ? null : shortReference(newest.idbdt),
          others,
        ),
        createdAt: now,
        expiresAt: job.expiresAt,
      })),
    );
  };
}

function hasAnswers(draft: Draft): boolean {
  const open = openDraft(draft);
  return open !== null && Object.values(open.digits).some((digits) => digits !== '');
}

/** Each officer's newest draft, which is what the next dialogue offers, and how many more there are. */
function newestByOfficer(rested: readonly Rested[]): Map<number, { newest: Draft; others: number }> {
  const byOfficer = new Map<number, { newest: Draft; others: number }>();
  for (const { officerId, draft } of rested) {
    const known = byOfficer.get(officerId);
    if (!known) byOfficer.set(officerId, { newest: draft, others: 0 });
    else {
      const newest = draft.updatedAt > known.newest.updatedAt ? draft : known.newest;
      byOfficer.set(officerId, { newest, others: known.others + 1 });
    }
  }
  return byOfficer;
}
