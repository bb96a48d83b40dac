import { Command } from 'commander';
import type { Core } from '../core.ts';
import { receiptCode } from '../domain/identity/receipt.ts';
import { renderAnswer } from '../domain/sms/answers.ts';
import { explainMessage } from '../domain/sms/explain.ts';
import { parseMessage } from '../domain/sms/read.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { ClaimedMessage } from '../ports.ts';
import { findBatchFacts } from '../services/batch-facts.ts';
import { openKnowledge } from '../services/batch-knowledge.ts';
import { makePartJoiner } from '../services/hand-split.ts';
import { openInbound } from '../services/open-inbound.ts';
import { findNikAreas } from '../store/area-codes.ts';
import { makeLookup } from '../store/batch-lookup.ts';
import { makeRawBytes } from '../store/raw-bytes.ts';
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

/** Reads it as the worker would, with all that it would look up. */
async function explain(core: Core, text: string, officer: Officer | null) {
  const lookup = makeLookup(core.knex, makeRawBytes(core.config.piiKey));
  const message = messageOf(text, officer);
  const inbound = openInbound(message, officer, makePartJoiner([]));
  const facts = await findBatchFacts([inbound], lookup, message.receivedAt);
  const known = openKnowledge({ ...facts, nikAreas: await findNikAreas(core.knex) });
  const verdict = inbound.read(core.instrument, known.readFacts(inbound, receiptCode('example', 0)));
  const answer = verdict.answer && renderAnswer(core.messages, officer?.language ?? 'id', verdict.answer);
  return explainMessage(parseMessage(text), verdict, answer);
}

function messageOf(text: string, officer: Officer | null): ClaimedMessage {
  return {
    id: '0',
    channel: 'parse',
    providerId: 'parse',
    kind: 'sms',
    sender: officer?.msisdn ?? '',
    receiver: null,
    raw: new TextEncoder().encode(text),
    receivedAt: new Date(),
    sentAt: null,
    attempts: 0,
  };
}
