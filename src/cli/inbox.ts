import { Command } from 'commander';
import { maskMsisdn } from '../domain/identity/msisdn.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

interface InboxOptions {
  readonly stuck?: boolean;
  readonly retry?: string[] | boolean;
  readonly json?: boolean;
  readonly limit: string;
}

export function inboxCommand(context: CommandContext): Command {
  return new Command('inbox')
    .description('what waits in the inbox, and messages that were set aside after failing several times')
    .option('--stuck', 'list the messages that were set aside')
    .option('--retry [ID...]', 'put set-aside messages back, all of them or those with the ids')
    .option('--limit <N>', 'rows to list at the most', '50')
    .option('--json', 'for programs')
    .action((options: InboxOptions) =>
      withCore(context, async (core) => {
        if (options.retry !== undefined) {
          const ids = Array.isArray(options.retry) ? options.retry : undefined;
          if (ids?.some((id) => !/^\d{1,18}$/.test(id)))
            throw new UsageError('--retry takes ids, which are numbers.');
          const count = await core.inbox.retryStuck(ids);
          console.log(`${count} put back; a worker takes them within a second`);
          return;
        }
        if (!options.stuck) {
          console.log(`${await core.inbox.countPending()} waiting`);
          return;
        }
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1)
          throw new UsageError('--limit takes a whole number above 0.');
        const rows = (await core.inbox.listStuck(limit)).map((row) => ({
          ...row,
          sender: maskMsisdn(row.sender),
        }));
        if (options.json) console.log(JSON.stringify(rows, null, 2));
        else if (rows.length === 0) console.log('none set aside');
        else
          console.log(
            table(
              ['id', 'kind', 'channel', 'from', 'received', 'tries', 'error'],
              rows.map((row) => [
                row.id,
                row.kind,
                row.channel,
                row.sender,
                row.receivedAt.toISOString(),
                String(row.attempts),
                row.lastError ?? '',
              ]),
            ),
          );
      }),
    );
}
