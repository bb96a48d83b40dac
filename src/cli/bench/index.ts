import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { measureAll, type Part, parts, usualParts } from './measure-all.ts';
import type { Settings } from './measurement.ts';
import { resultJson, resultText } from './result.ts';
import { serverCommand } from './server-command.ts';

interface BenchOptions {
  readonly only?: Part;
  readonly runs: string;
  readonly seconds: string;
  readonly rate: string;
  readonly stored: string;
  readonly json?: boolean;
}

const maxSeconds = 600;

export function benchCommand(context: CommandContext): Command {
  return new Command('bench')
    .description(
      'measure USSD steps, accepting, processing, each next to its own baseline; in a store of its own, which it removes',
    )
    .addOption(new Option('--only <PART>', 'measure one part').choices(parts))
    .option('--runs <N>', 'runs of each measurement, of which the median counts', '5')
    .option('--seconds <N>', 'seconds of one side in one run', '3')
    .option('--rate <N>', 'of `latency`: reports a second', '500')
    .option('--stored <N>', 'of `growth`: reports in the store', '400000')
    .option('--json', 'all figures, for programs')
    .addCommand(serverCommand(context), { hidden: true })
    .action(async (options: BenchOptions) => {
      const settings = readSettings(options);
      const chosen = options.only === undefined ? usualParts : [options.only];
      const result = await measureAll(context, settings, chosen);
      console.log(options.json ? resultJson(result) : resultText(result));
    });
}

function readSettings(options: BenchOptions): Settings {
  const runs = wholeNumber('--runs', options.runs);
  const seconds = Number(options.seconds);
  if (!(seconds > 0 && seconds <= maxSeconds)) {
    throw new UsageError(`--seconds takes a number above 0, up to ${maxSeconds}.`);
  }
  return {
    runs,
    seconds,
    rate: wholeNumber('--rate', options.rate),
    stored: wholeNumber('--stored', options.stored),
  };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`${option} takes a whole number above 0.`);
  return number;
}
