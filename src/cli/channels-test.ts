import { Command } from 'commander';
import { openSendTest } from '../app.ts';
import { normaliseMsisdn } from '../channels/msisdn.ts';
import type { SendTestOutcome } from '../services/send-test.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure, UsageError } from './errors.ts';
import { withCore } from './with-core.ts';

interface TestOptions {
  readonly timeout: string;
  readonly delivered?: boolean;
  readonly json?: boolean;
}

export function channelTestCommand(context: CommandContext): Command {
  return new Command('test')
    .description('send one SMS through the outbox and wait for what comes of it; serve or work must run')
    .argument('<ID>', 'id of the channel')
    .argument('<MSISDN>', 'the phone that gets it')
    .option('--timeout <SECONDS>', 'how long to wait; it is not sent any more after that', '60')
    .option('--delivered', 'wait until the phone has it, not only the provider')
    .option('--json', 'for programs')
    .action((id: string, number: string, options: TestOptions) =>
      withCore(context, async (core) => {
        if (!core.terms.has(id)) {
          throw new UsageError(`No channel ${id}. There are: ${[...core.terms.keys()].join(', ')}.`);
        }
        const recipient = normaliseMsisdn(number);
        if (recipient === null) throw new UsageError('MSISDN is a phone number such as +6281200000001.');
        const outcome = await openSendTest(core)({
          channel: id,
          recipient,
          timeoutMs: readSeconds(options.timeout) * 1_000,
          untilDelivered: options.delivered ?? false,
          onState: (state) => console.error(state),
        });
        if (options.json) console.log(JSON.stringify(outcome, null, 2));
        const problem = problemOf(outcome);
        if (problem !== null) throw new CommandFailure(problem);
        if (!options.json) console.log(`${outcome.state}: message ${outcome.id}`);
      }),
    );
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3_600)
    throw new UsageError('--timeout takes whole seconds from 1 to 3600.');
  return seconds;
}

function problemOf({ state, reason, isInTime }: SendTestOutcome): string | null {
  const why = reason === null ? '' : `: ${reason}`;
  if (isInTime) return state === 'sent' || state === 'delivered' ? null : `The message is ${state}${why}.`;
  if (state === 'pending') return 'No worker took the message in time. See that serve or work runs.';
  return `The message was still ${state} when the time was up${why}.`;
}
