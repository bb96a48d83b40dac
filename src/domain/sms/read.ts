import type { Instrument } from '../instrument/instrument.ts';
import type { Verdict } from '../report/types.ts';
import { mayDo } from '../workflow/authority.ts';
import type { Officer } from '../workflow/officer.ts';
import type { Need, ReadFacts } from './command.ts';
import { commands } from './commands/index.ts';
import type { ParsedMessage } from './parse.ts';
import { isReceipt, typedReceipt } from './receipts.ts';
import { answered, refused, say } from './verdicts.ts';

export type { ReadFacts } from './command.ts';
export { type ParsedMessage, parseMessage } from './parse.ts';

/** IDBDTs whose facts `readMessage` needs, the other household's included. Those of open questions come on top. */
export function candidateHouseholds(parsed: ParsedMessage, officer: Officer | null): string[] {
  const command = commands.find(({ keyword }) => keyword === parsed.command);
  return officer === null ? [] : (command?.candidates?.(parsed, officer) ?? []);
}

/** Facts that `readMessage` needs besides officer and households. */
export function neededFacts(parsed: ParsedMessage): readonly Need[] {
  return commands.find(({ keyword }) => keyword === parsed.command)?.needs ?? [];
}

/** Receipts of own reports that a message names; their facts, and their households', `readMessage` needs. */
export function namedReceipts(parsed: ParsedMessage): string[] {
  const receipt = typedReceipt(parsed);
  return neededFacts(parsed).includes('own-reports') && isReceipt(receipt) ? [receipt] : [];
}

/** Receipts of reports of the officer's team that a message names, and areas; their facts `readMessage` needs. */
export function namedWork(parsed: ParsedMessage): {
  readonly teamReceipts: readonly string[];
  readonly areas: readonly string[];
} {
  const command = commands.find(({ keyword }) => keyword === parsed.command);
  return { teamReceipts: command?.teamReceipts?.(parsed) ?? [], areas: command?.areas?.(parsed) ?? [] };
}

/**
 * Reads a message: what was meant, what comes of it and what is answered. Never guesses, never throws for
 * anything that a phone can send.
 */
export function readMessage(instrument: Instrument, parsed: ParsedMessage, facts: ReadFacts): Verdict {
  const verdict = readAny(instrument, parsed, facts);
  if (!parsed.isPractice || facts.officer === null || verdict.answer === null) return verdict;
  // Practice is read and answered just the same, and changes nothing.
  const answer = say('answer.practice', {}, { answer: verdict.answer });
  return { ...withoutEffect(verdict), officerChange: null, answer };
}

function withoutEffect(verdict: Verdict): Verdict {
  const {
    newHousehold,
    withdraws,
    claim,
    withdrawsClaim,
    review,
    step,
    areaStep,
    backCheck,
    notices,
    ...others
  } = verdict;
  return review?.released ? { ...others, report: null } : others;
}

function readAny(instrument: Instrument, parsed: ParsedMessage, facts: ReadFacts): Verdict {
  const { officer } = facts;
  if (officer === null) return refused(parsed, 'unknown-sender', say('answer.unknown-sender'));
  const help = say(`help.${officer.role}`);
  if (parsed.fault === 'empty' && parsed.isPractice) return answered(parsed, say('help.LATIH'));
  if (parsed.fault !== null)
    return refused(parsed, parsed.fault, say(`answer.${parsed.fault}`, {}, { help }));
  const command = commands.find(({ keyword }) => keyword === parsed.command);
  const values = { typed: parsed.typedKeyword, command: parsed.command ?? '' };
  if (command === undefined) {
    return refused(parsed, 'unknown-keyword', say('answer.unknown-keyword', values, { help }));
  }
  const denial = mayDo(officer, command.action);
  if (denial !== null) {
    return refused(parsed, denial, say(`answer.${denial}`, values));
  }
  if (command.body === 'nothing' && parsed.words.length > 0) {
    return refused(parsed, 'extra-text', say('answer.extra-text', values));
  }
  return command.read({ instrument, parsed, officer, facts, commands });
}
