import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openStore } from '../store/connect.ts';
import { migrateToLatest, migrationStatus, rollback } from '../store/migrations.ts';
import type { CommandContext } from './context.ts';

export function migrateCommand(context: CommandContext): Command {
  return new Command('migrate')
    .description('bring the store to the newest schema; every start of serve does so too')
    .option('--status', 'only list which migrations are in and which wait')
    .option('--down', 'take the newest migration back')
    .action(async (options: { status?: boolean; down?: boolean }) => {
      const config = readConfig(context.env);
      const store = await openStore({
        databaseUrl: config.databaseUrl,
        dataDir: config.dataDir,
        purpose: 'command',
      });
      try {
        if (options.down) say('taken back', await rollback(store.knex));
        else if (!options.status) say('done', await migrateToLatest(store.knex));
        const { done, pending } = await migrationStatus(store.knex);
        console.log(`${done.length} migrations in, ${pending.length} waiting`);
        for (const name of pending) console.log(`  waiting: ${name}`);
      } finally {
        await store.close();
      }
    });
}

function say(what: string, names: readonly string[]): void {
  for (const name of names) console.log(`${what}: ${name}`);
}
