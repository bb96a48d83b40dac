import { Command } from 'commander';
import type { Core } from '../app.ts';
import { receiptCode } from '../domain/identity/receipt.ts';
import { renderAnswer } from '../domain/sms/answers.ts';
import { explainMessage } from '../domain/sms/explain.ts';
import { candidateHouseholds, parseMessage, readMessage } from '../domain/sms/read.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './errors.ts';
import { msisdnAs } from './officer-as.ts';
import { withCore } from './with-core.ts';

const demoMsisdn = '+6281200000001';

export function parseCommand(context: CommandContext): Command {
  return new Command('parse')
    .description('explain how an SMS would be read, as JSON; nothing is stored')
    .argument('<SMS>', 'the message in quotes, such as "V 7-16 10112411"')
    .option(
      '--as <MSISDN>',
      `the number it would come from; without it ${demoMsisdn}, an enumerator of the demo`,
    )
    .action((text: string, options: { as?: string }) =>
      withCore(context, async (core) => {
        const msisdn = msisdnAs(options.as ?? demoMsisdn);
        const officer = (await core.directory.findOfficers([msisdn])).get(msisdn) ?? null;
        if (!officer && options.as === undefined)
          throw new UsageError('Give the number of an officer with --as.');
        console.log(JSON.stringify(await explain(core, text, officer), null, 2));
      }),
    );
}

async function explain(core: Core, text: string, officer: Officer | null) {
  const parsed = parseMessage(text);
  const verdict = readMessage(core.instrument, parsed, {
    officer,
    households: await core.directory.findHouseholds(candidateHouseholds(parsed, officer)),
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
    openQuestions: [],
    counts: { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 },
    receipt: receiptCode('example', 0),
    receivedAt: new Date(),
  });
  const answer = verdict.answer && renderAnswer(core.messages, officer?.language ?? 'id', verdict.answer);
  return explainMessage(parsed, verdict, answer);
}
