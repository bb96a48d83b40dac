import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Command } from 'commander';
import { clock } from '../core.ts';
import { archive } from '../store/archive.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { withCore } from './with-core.ts';
import { orFail } from './write-whole.ts';

const dayMs = 86_400_000;
/**
 * With a message goes the key by which a repeat of it is known: what a provider may still send again stays.
 */
const leastDays = 14;

const compress = promisify(gzip);

interface ArchiveOptions {
  readonly before: string;
  readonly out: string;
}

export function archiveCommand(context: CommandContext): Command {
  return new Command('archive')
    .description(
      'move messages that were read, old dialogues and old tries of a PIN out of the store into a gzip file of JSON lines; reports and records stay',
    )
    .requiredOption(
      '--before <DATE>',
      `day such as 2021-11-24, at least ${leastDays} days ago; its start in UTC`,
    )
    .requiredOption('--out <FILE>', 'a new file, such as raw-2021-11.ndjson.gz')
    .action(({ before, out }: ArchiveOptions) =>
      withCore(context, async (core) => {
        const moment = readDay(before, clock());
        const counts = await keepIn(out, (keep) => archive(core.knex, moment, keep));
        for (const [table, count] of counts) console.log(`${table}: ${count} rows`);
      }),
    );
}

function readDay(text: string, now: Date): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime())) {
    throw new UsageError('--before takes a day such as 2021-11-24.');
  }
  if (now.getTime() - day.getTime() < leastDays * dayMs) {
    throw new UsageError(
      `--before must be at least ${leastDays} days ago: a provider may repeat what is younger.`,
    );
  }
  return day;
}

/** Each batch is a gzip member of its own, on disk before `keep` resolves: what is cut off costs the last one only. */
async function keepIn<T>(
  path: string,
  use: (keep: (lines: readonly string[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  const file = await orFail(path, open(path, 'wx', 0o600));
  try {
    await syncFolder(dirname(path));
    return await use(async (lines) => {
      const bytes = await compress(`${lines.join('\n')}\n`);
      await orFail(path, file.appendFile(bytes));
      await orFail(path, file.datasync());
    });
  } finally {
    await file.close();
  }
}

/** A file whose name is not on disk is lost with all that is in it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}
