import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import type { Answers, Problem } from '../instrument/types.ts';
import type { HouseholdFacts, MessageCall, Verdict } from '../report/types.ts';
import { householdPlace, mayDo } from '../workflow/authority.ts';
import { agreement, type BackCheck } from '../workflow/back-check.ts';
import { noWork, type Reading } from './command.ts';
import { readAnswer } from './mend/read-answer.ts';
import { type Pair, readPairs } from './mend/read-pairs.ts';
import { readHeadReference } from './mend/read-reference.ts';
import { refuseHead, refusePairs } from './mend/refuse-mend.ts';
import { problemParts } from './problems.ts';
import { refuseDiagnosed } from './refusals.ts';
import { receivedDay } from './report-reading.ts';
import { answered, refused, say } from './verdicts.ts';

/** Reads a `PERIKSA`: a reference, and the items that were drawn with what the household says to them now. */
export function readBackCheck(reading: Reading): Verdict {
  const { instrument, officer, facts } = reading;
  const head = readHeadReference(reading);
  if ('reason' in head) return refuseHead(reading, head);
  const { idbdt, hasCheckDigits } = head.reference;
  if (!hasCheckDigits) return refuseDiagnosed(reading, { reason: 'missing-check-digits', typed: idbdt });
  const { team, backChecks } = facts.work ?? noWork;
  const household = facts.households.get(idbdt);
  const check = backChecks.get(idbdt);
  const reporterId = check?.officerId ?? household?.lastOfficerId ?? null;
  const isOfTeam = reporterId !== null && team.has(reporterId);
  const denial = mayDo(officer, 'back-check', { ...householdPlace(idbdt, household), reporterId, isOfTeam });
  const reason = denial ?? (check === undefined ? 'not-drawn' : check.isDone ? 'back-check-done' : null);
  if (reason !== null || check === undefined) {
    return refuse(reading, idbdt, say(`answer.${reason}`, namesOf(idbdt, household)), reason ?? 'not-drawn');
  }
  const { pairs, fault } = readPairs(instrument, head.rest);
  if (fault !== null) return refusePairs(reading, fault);
  return compare(reading, check, household, pairs);
}

function compare(
  reading: Reading,
  check: BackCheck,
  household: HouseholdFacts | undefined,
  pairs: readonly Pair[],
): Verdict {
  const { instrument, parsed } = reading;
  const { idbdt, items } = check;
  const names = namesOf(idbdt, household);
  const stray = pairs.find(({ scope, item }) => scope.of !== 'household' || !items.includes(item.column));
  const missing = items.filter((column) => pairs.every(({ item }) => item.column !== column));
  if (stray !== undefined || missing.length > 0) {
    const list = items.map((column) => instrument.items.get(column)?.number ?? column).join(', ');
    const key = stray === undefined ? 'items-missing' : 'other-items';
    return refuse(reading, idbdt, say(`answer.${key}`, { ...names, codes: list }), key);
  }
  const { given, problems } = readAll(reading, check, pairs);
  if (problems.length > 0) {
    const answer = say('answer.back-check-wrong', names, problemParts(instrument, problems));
    return { ...refuse(reading, idbdt, answer, 'invalid-answers'), problems };
  }
  const agreed = agreement(check, given);
  const same = agreed.filter(Boolean).length;
  const answer = say('answer.back-checked', { ...names, same, all: items.length });
  return { ...answered(parsed, answer), idbdt, backCheck: { idbdt, given, agreed } };
}

function readAll(
  reading: Reading,
  { idbdt, reported }: BackCheck,
  pairs: readonly Pair[],
): { readonly given: Answers; readonly problems: readonly Problem[] } {
  const receivedOn = receivedDay(reading, idbdt);
  const read = pairs.map(
    ({ item, value }) => [item.column, readAnswer(item, value, reported, receivedOn)] as const,
  );
  const problems = read.flatMap(([, answer]) =>
    typeof answer === 'object' && answer !== null ? [answer] : [],
  );
  const given = read.flatMap(([column, answer]) =>
    typeof answer === 'object' && answer !== null ? [] : [[column, answer] as const],
  );
  return { given: Object.fromEntries(given), problems };
}

function namesOf(idbdt: string, household: HouseholdFacts | undefined): MessageCall['values'] {
  return { reference: shortReference(idbdt), head: maskName(household?.headName ?? null) };
}

function refuse({ parsed }: Reading, idbdt: string, answer: MessageCall, reason: string): Verdict {
  return { ...refused(parsed, reason, answer), idbdt };
}
