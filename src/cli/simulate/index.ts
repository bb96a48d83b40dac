import { join } from 'node:path';
import { Command } from 'commander';
import { untilInterrupted } from '../bench/until-interrupted.ts';
import type { CommandContext } from '../context.ts';
import { writeWhole } from '../write-whole.ts';
import { options, type SimulateOptions } from './options.ts';
import { simulationPage } from './page.ts';
import { isGood, resultText, type SimulationResult } from './result.ts';
import { simulate } from './simulate.ts';

export function simulateCommand(context: CommandContext): Command {
  const command = new Command('simulate').description(
    'a made-up field of enumerators that reports by SMS, SMPP and USSD, with all that goes wrong there; what was acknowledged is then held against the records',
  );
  for (const option of options) command.addOption(option);
  return command.action(async (given: SimulateOptions) => {
    const result = await untilInterrupted((stopped) => simulate(context, given, stopped));
    await writeResult(given.dir, result);
    console.log(given.json ? resultJson(result) : resultText(result));
    if (!isGood(result)) process.exitCode = 1;
  });
}

async function writeResult(folder: string, result: SimulationResult): Promise<void> {
  await writeWhole(join(folder, 'report.txt'), (write) => write(`${resultText(result)}\n`));
  await writeWhole(join(folder, 'report.json'), (write) => write(`${resultJson(result)}\n`));
  await writeWhole(join(folder, 'report.html'), (write) => write(simulationPage(result)));
}

function resultJson(result: SimulationResult): string {
  return JSON.stringify({ isGood: isGood(result), ...result }, null, 1);
}
