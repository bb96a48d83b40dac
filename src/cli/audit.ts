import { Command } from 'commander';
import { normaliseMsisdn } from '../channels/msisdn.ts';
import type { Core } from '../core.ts';
import type { AuditFilter, ListedEntry } from '../ports.ts';
import { findOfficerId, listAudit } from '../store/list-audit.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { officerIdOf } from './officer-key.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface AuditOptions {
  readonly officer?: string;
  readonly target?: string;
  readonly since?: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function auditCommand(context: CommandContext): Command {
  return new Command('audit')
    .description('who did what beside reports: upkeep, reviews, steps of the status chain; the newest first')
    .option('--officer <CODE|MSISDN>', 'what this officer did')
    .option('--target <TARGET>', 'what was done to a household (IDBDT), an area, a report, or an officer')
    .option('--since <TIME>', 'a day or a time, such as 2021-11-24 or 2021-11-24T08:00:00+07:00')
    .option('--limit <N>', 'entries to list at the most', '50')
    .option('--json', 'for programs')
    .action((options: AuditOptions) =>
      withCore(context, async (core) => {
        const entries = await listAudit(core.knex, await readFilter(core, options));
        if (options.json) console.log(JSON.stringify(entries, null, 2));
        else console.log(entries.length === 0 ? 'nothing in the audit' : print(entries));
      }),
    );
}

async function readFilter(core: Core, options: AuditOptions): Promise<AuditFilter> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number above 0.');
  const since = options.since === undefined ? undefined : new Date(options.since);
  if (since && Number.isNaN(since.getTime()))
    throw new UsageError('--since takes a day or a time, such as 2021-11-24.');
  const officerId = options.officer === undefined ? undefined : await officerIdOf(core.knex, options.officer);
  return {
    limit,
    ...(since && { since }),
    ...(officerId !== undefined && { officerId }),
    ...(options.target !== undefined && (await targetOf(core, options.target))),
  };
}

/** What names no officer may still be a household, an area or a report. */
async function targetOf({ knex }: Core, target: string) {
  const targetOfficerId = await findOfficerId(knex, normaliseMsisdn(target) ?? target);
  return targetOfficerId === null ? { target } : { target, targetOfficerId };
}

function print(entries: readonly ListedEntry[]): string {
  const rows = entries.map((entry) => [
    entry.at.toISOString(),
    entry.officerCode ?? '-',
    entry.via,
    entry.action,
    `${entry.targetKind} ${entry.target}`,
    Object.entries(entry.details)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ]);
  return table(['at', 'officer', 'via', 'action', 'target', 'details'], rows);
}
