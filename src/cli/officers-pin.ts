import { Command } from 'commander';
import { resetPin } from '../store/reset-pin.ts';
import type { CommandContext } from './context.ts';
import { officerIdOf } from './officer-key.ts';
import { change, officerArgument, say } from './officer-upkeep.ts';

/** The PIN is told once, on standard output: only its hash is kept. */
export function resetPinCommand(context: CommandContext): Command {
  return new Command('reset-pin')
    .description('give an officer a temporary PIN for signing in on another phone; it must be changed then')
    .argument(...officerArgument)
    .option('--json', 'for programs')
    .action((given: string, { json }: { json?: boolean }) =>
      change(context, async ({ knex }, doer) => {
        const done = await resetPin(knex, await officerIdOf(knex, given), doer);
        if (typeof done === 'object' && json) {
          console.log(JSON.stringify(done, null, 2));
          return;
        }
        await say(knex, done, 'has a new temporary PIN');
        if (typeof done === 'object') console.log(`PIN ${done.pin}`);
      }),
    );
}
