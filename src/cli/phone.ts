import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { openPhoneLine } from '../app.ts';
import { type PhoneTurn, transcriptOf, transcriptTurn } from '../domain/flow/transcript.ts';
import type { CommandContext } from './context.ts';
import { makeHandset } from './handset.ts';
import { officerAs } from './officer-as.ts';
import { withCore } from './with-core.ts';

const intro = `A phone. Type
  *384*94#            dial; *384*94*1*716# dials through
  1                   (in a dialogue) what you would key in
  cut                 cut the session, as a lost network does
  sms V 7-16 10112411 send an SMS
  quit                end`;

export function phoneCommand(context: CommandContext): Command {
  return new Command('phone')
    .description(
      'a phone in the terminal: dials USSD and sends SMS to this gateway; reads lines from a pipe too',
    )
    .option('--as <MSISDN>', 'the officer whose phone it is', '+6281200000001')
    .option('--transcript <FILE>', 'save what was keyed in and what the phone showed')
    .action((options: { as: string; transcript?: string }) =>
      withCore(context, async (core) => {
        const officer = await officerAs(core, options.as);
        const isTerminal = process.stdin.isTTY === true;
        const handset = makeHandset(openPhoneLine(core), officer.msisdn, randomUUID);
        const turns: PhoneTurn[] = [];
        if (isTerminal) console.log(intro);
        const lines = createInterface({ input: process.stdin, terminal: false });
        if (isTerminal) process.stdout.write('> ');
        for await (const line of lines) {
          if (line.trim() === 'quit') break;
          const shown = await handset.key(line.trim());
          if (shown) {
            console.log(isTerminal ? shown.screen : transcriptTurn(shown.turn));
            turns.push(shown.turn);
          }
          if (isTerminal) process.stdout.write('> ');
        }
        if (options.transcript) await writeFile(options.transcript, transcriptOf(officer.role, turns));
      }),
    );
}
