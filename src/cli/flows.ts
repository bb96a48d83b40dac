import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { type CheckedFlow, checkFlow } from '../domain/flow/check.ts';
import { readFlows, readInstrument, readMessages } from '../flow-files.ts';
import type { CommandContext } from './context.ts';
import { table } from './table.ts';

export function flowsCommand(context: CommandContext): Command {
  const check = new Command('check')
    .description('check every dialogue: targets, texts, screen lengths, navigation, time; on each channel')
    .option('--json', 'for programs')
    .action((options: { json?: boolean }) => {
      const instrument = readInstrument();
      const messages = readMessages();
      const profiles = readConfig(context.env).channels.map(({ id, screenSeptets, sessionSeconds }) => ({
        name: id,
        screenSeptets,
        sessionSeconds,
      }));
      const checked = [...readFlows()].map(([role, flow]) => ({
        role,
        ...checkFlow(flow, instrument, messages, profiles),
      }));
      console.log(options.json ? JSON.stringify(checked, null, 2) : checked.map(report).join('\n\n'));
      if (checked.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
    });
  return new Command('flows').description('the USSD dialogues').addCommand(check);
}

function report({ role, problems, table: dialogues }: CheckedFlow & { readonly role: string }): string {
  const rows = dialogues.map((one) => [
    one.dialogue,
    String(one.hops),
    String(one.keystrokes),
    String(Math.round(one.seconds)),
    String(one.sessions),
    String(one.longestScreen),
  ]);
  const found = problems.map(({ node, detail }) => `  ${node ?? 'whole flow'}: ${detail}`);
  return [
    `${role}: ${problems.length === 0 ? 'no problems' : `${problems.length} problem(s)`}`,
    ...found,
    ...(rows.length > 0
      ? [table(['dialogue', 'hops', 'keystrokes', 'seconds', 'sessions', 'longest screen (septets)'], rows)]
      : []),
  ].join('\n');
}
