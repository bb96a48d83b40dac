import { Command } from 'commander';
import { commands } from './commands.ts';
import type { CommandContext } from './context.ts';
import { exitByException } from './exit-by-exception.ts';

/** The command line: one command a file, listed in commands.ts. */
export function makeProgram(context: CommandContext): Command {
  const program = new Command('kentongan')
    .description('SMS and USSD reporting gateway: household reports from any phone, into DTKS records')
    .showHelpAfterError('(--help lists commands and options)')
    .addHelpText(
      'after',
      '\nSettings come from the environment: DATABASE_URL, REDIS_URL, DATA_DIR, HOST, PORT, CHANNELS_FILE, AT_USERNAME,\n' +
        'AT_API_KEY, AT_TOKEN, LOG_LEVEL, PII_KEY, KENTONGAN_DEMO, SCHEDULE, DIGEST_AT, QUIET_HOURS, SILENT_DAYS;\n' +
        'the README explains each.\n' +
        'Exit codes: 0 went well, 1 did not, 2 was asked wrongly.',
    );
  for (const makeCommand of commands) program.addCommand(makeCommand(context));
  return exitByException(program);
}
