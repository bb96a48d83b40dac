import { Command, Option } from 'commander';
import { openSchedule } from '../app.ts';
import { type Core, clock, noticeWaysOf } from '../core.ts';
import { maskMsisdn } from '../domain/identity/msisdn.ts';
import { type ScheduledKind, scheduledKinds } from '../domain/workflow/schedule.ts';
import type { ScheduleOutcome } from '../services/run-schedule.ts';
import { findRecipients } from '../store/notices.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { makeProgress } from './progress-bar.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface DigestOptions {
  readonly dryRun?: boolean;
  readonly kind?: ScheduledKind[];
  readonly now?: string;
  readonly json?: boolean;
}

export function digestCommand(context: CommandContext): Command {
  return new Command('digest')
    .description(
      'put the digests, alerts and reminders that are due now into the outbox; nobody gets one twice',
    )
    .option('--dry-run', 'only count them and show some')
    .addOption(new Option('--kind <KIND...>', 'only these').choices(scheduledKinds))
    .option('--now <TIME>', 'as if it were then, such as 2021-11-24T18:30:00+07:00')
    .option('--json', 'for programs')
    .action((options: DigestOptions) => withCore(context, (core) => runDigest(core, options)));
}

async function runDigest(core: Core, { dryRun = false, kind, now, json }: DigestOptions): Promise<void> {
  const at = now === undefined ? clock() : readTime(now);
  const schedule = openSchedule(core);
  const kinds = kind ? { kinds: kind } : {};
  const progress = makeProgress(await schedule.size(at, kind));
  const outcomes = await schedule.run(
    { ...kinds, isByHand: true, isDryRun: dryRun, onAdvance: progress.advance },
    at,
  );
  progress.finish();
  const found = await Promise.all(outcomes.map((outcome) => shown(core, outcome, dryRun)));
  if (json) console.log(JSON.stringify(found, null, 2));
  else console.log(print(found, dryRun));
}

function readTime(text: string): Date {
  const at = new Date(text);
  // A day alone would be midnight in Greenwich.
  if (!/T\d/.test(text) || Number.isNaN(at.getTime()))
    throw new UsageError('--now takes a time such as 2021-11-24T18:30:00+07:00.');
  return at;
}

type Shown = Awaited<ReturnType<typeof shown>>;

/** Examples only of what was not sent: what was is in the outbox. */
async function shown(core: Core, { job, count, examples }: ScheduleOutcome, withExamples: boolean) {
  const { kind, zone, day } = job;
  if (!withExamples) return { kind, zone, day, messages: count, examples: [] };
  const recipients = await findRecipients(
    core.knex,
    examples.map(({ officerId }) => officerId),
    noticeWaysOf(core.config),
  );
  return {
    kind,
    zone,
    day,
    messages: count,
    examples: examples.map(({ officerId, text }) => {
      const recipient = recipients.get(officerId);
      return { to: maskMsisdn(recipient?.msisdn ?? ''), channel: recipient?.channel ?? null, text };
    }),
  };
}

function print(found: readonly Shown[], isDryRun: boolean): string {
  if (found.length === 0) return 'nothing is due now';
  const rows = found.map(({ kind, zone, day, messages }) => [kind, zone, day, String(messages)]);
  const head = ['kind', 'zone', 'day', isDryRun ? 'would go' : 'messages'];
  const examples = found.flatMap(({ kind, examples }) =>
    examples.map(({ to, channel, text }) => `${kind} to ${to} by ${channel ?? 'no channel'}: ${text}`),
  );
  return [table(head, rows), ...(examples.length > 0 ? ['', ...examples] : [])].join('\n');
}
