import { timeZoneOf } from '../domain/identity/time-zone.ts';
import type { Messages } from '../domain/messages.ts';
import { type Role, roles } from '../domain/workflow/roles.ts';
import {
  dueJobs,
  type ScheduledJob,
  type ScheduledKind,
  type ScheduleSettings,
  scheduledKinds,
} from '../domain/workflow/schedule.ts';
import type { Clock, Log, OwnMessage, ScheduledOfficer, ScheduleStore } from '../ports.ts';
import { makeSendAlerts } from './scheduled-alerts.ts';
import { makeSendDigests } from './scheduled-digests.ts';
import { makeSendReminders } from './scheduled-reminders.ts';

/** How often it is looked what is due. */
export const tickMs = 60_000;

/** Sends one kind of message to a page of officers who may get it; returns what went into the outbox. */
export type SendScheduled = (
  job: ScheduledJob,
  officers: readonly ScheduledOfficer[],
  how: { readonly deliver: ScheduleStore['sendOnce']; readonly now: Date },
) => Promise<readonly OwnMessage[]>;

export interface RunScheduleParts {
  readonly store: ScheduleStore;
  readonly messages: Messages;
  readonly settings: ScheduleSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** Officers at once: one transaction each. */
  readonly pageSize?: number;
}

export interface RunOptions {
  /** Ends the run after the page in hand; it goes on at the next tick. */
  readonly stopping?: AbortSignal;
  readonly kinds?: readonly ScheduledKind[];
  /** Looks again for what was finished today, such as for officers who were added since. */
  readonly isByHand?: boolean;
  /** Writes nothing. */
  readonly isDryRun?: boolean;
  /** Officers looked at, since the last call. */
  readonly onAdvance?: (officers: number) => void;
}

export interface ScheduleOutcome {
  readonly job: ScheduledJob;
  readonly count: number;
  readonly examples: readonly OwnMessage[];
}

const defaultPageSize = 500;
const examplesKept = 3;

/** Who is looked at for each kind. Alerts go to superiors. */
const rolesOf: Readonly<Record<ScheduledKind, readonly Role[]>> = {
  digest: ['enumerator', 'pengawas', 'korcam'],
  alert: roles.filter((role) => role !== 'enumerator'),
  reminder: roles,
};

/**
 * Makes the use case "send what is due by the clock". A page of officers is one transaction of marks and messages: a
 * run that is killed goes on at the next tick, two runs at once share the work, and nobody gets anything twice.
 */
export function makeRunSchedule(parts: RunScheduleParts) {
  const { store, messages, settings, clock, log } = parts;
  const senders: Readonly<Record<ScheduledKind, SendScheduled>> = {
    digest: makeSendDigests(store, messages),
    alert: makeSendAlerts(store, messages, settings.silentDays),
    reminder: makeSendReminders(store, messages),
  };

  async function runJob(job: ScheduledJob, now: Date, options: RunOptions): Promise<ScheduleOutcome | null> {
    const deliver = options.isDryRun ? store.preview : store.sendOnce;
    let count = 0;
    const examples: OwnMessage[] = [];
    for await (const page of pages(parts, rolesOf[job.kind])) {
      const recipients = page.filter((officer) => !officer.isSpared && isIn(job, officer));
      const sent = recipients.length === 0 ? [] : await senders[job.kind](job, recipients, { deliver, now });
      count += sent.length;
      examples.push(...sent.slice(0, examplesKept - examples.length));
      options.onAdvance?.(page.length);
      if (options.stopping?.aborted) return null;
    }
    if (options.isDryRun) return { job, count, examples };
    await store.finish(job, now);
    log.info({ kind: job.kind, zone: job.zone, day: job.day, messages: count }, 'schedule.finished');
    return { job, count, examples };
  }

  return {
    /** How many officers a run looks at, for whoever shows how far it is. */
    async size(now: Date, kinds: readonly ScheduledKind[] = scheduledKinds): Promise<number> {
      const due = dueJobs(now, settings).filter(({ kind }) => kinds.includes(kind));
      const counts = await Promise.all(due.map(({ kind }) => store.countOfficers(rolesOf[kind])));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    /** Does what is due and not done; returns what it did. */
    async run(options: RunOptions = {}, now: Date = clock()): Promise<ScheduleOutcome[]> {
      const { kinds = scheduledKinds, isByHand = false } = options;
      const outcomes: ScheduleOutcome[] = [];
      for (const job of dueJobs(now, settings).filter(({ kind }) => kinds.includes(kind))) {
        if (!isByHand && (await store.isFinished(job))) continue;
        const outcome = await runJob(job, now, options);
        if (outcome === null) break;
        outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}

async function* pages(
  { store, pageSize = defaultPageSize }: RunScheduleParts,
  wanted: readonly Role[],
): AsyncGenerator<ScheduledOfficer[]> {
  for (let afterId = 0; ; ) {
    const page = await store.listOfficers(wanted, afterId, pageSize);
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    afterId = page.at(-1)?.id ?? afterId;
  }
}

/** Whether an officer is where the job is; who has no area is taken to be in the west. */
function isIn({ zone }: ScheduledJob, { areas }: ScheduledOfficer): boolean {
  return timeZoneOf(areas[0] ?? '') === zone;
}
