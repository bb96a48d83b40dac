import { isAsked } from '../../instrument/digits.ts';
import type { Content } from '../../report/lay-report.ts';
import { stateOf } from '../../report/record.ts';
import type { HouseholdFacts, MessageCall, Repair, Verdict } from '../../report/types.ts';
import type { Officer } from '../../workflow/officer.ts';
import type { Reading } from '../command.ts';
import { contentVerdict } from '../content-verdict.ts';
import type { ParsedMessage } from '../parse.ts';
import { formNumber } from '../problems.ts';
import { candidatesOf, type Reference, readReference } from '../references.ts';
import { refuseSecond, refuseWritten } from '../refusals.ts';
import { knownAround, receivedDay } from '../report-reading.ts';
import { secondCommand } from '../second-command.ts';
import { readDigits, signRepairs } from '../tokens.ts';
import { say } from '../verdicts.ts';
import { longestText, type NameFault, nameColumns, nameFault } from '../written.ts';
import { layPairs, type Mended, type ReadPair } from './lay-pairs.ts';
import { itemProblem, readAnswer } from './read-answer.ts';
import { type Pair, readPairs } from './read-pairs.ts';
import { headCandidates, readHeadReference } from './read-reference.ts';
import { refuseHead, refusePairs, refuseUnreported } from './refuse-mend.ts';
import { isUnreported } from './unreported.ts';
import { wordsOf } from './words.ts';

/** Households that an `F` may call: at its head, and anywhere behind it as the other household of the visit. */
export function mendCandidates({ text }: ParsedMessage, officer: Officer): string[] {
  const groups = wordsOf(text).words.map((word) => word.text.replace(/\D/g, ''));
  const partners = groups.flatMap((digits, index) => [digits, digits + (groups[index + 1] ?? '')]);
  const called = partners.flatMap((digits) => candidatesOf(digits, officer));
  return [...new Set([...headCandidates(text, officer), ...called])];
}

/** Reads an `F`: a reference, and pairs of item code and answer. */
export function readMend(reading: Reading): Verdict {
  const { instrument, parsed, facts } = reading;
  const head = readHeadReference(reading);
  if ('reason' in head) return refuseHead(reading, head);
  const { reference, rest } = head;
  const { pairs, fault } = readPairs(instrument, rest);
  if (fault !== null) return refusePairs(reading, fault);
  const second = pairs.map(({ item, value }) => item.kind === 'text' && secondCommand(reading, value.text));
  const other = second.find((keyword) => typeof keyword === 'string');
  if (other) return refuseSecond(reading, other);
  const [wrongName] = pairs.flatMap(nameFaults);
  if (wrongName !== undefined) return refuseWritten(reading, wrongName);
  const household = facts.households.get(reference.idbdt);
  const unreported = household && pairs.find((pair) => isUnreported(instrument, stateOf(household), pair));
  if (unreported !== undefined) return refuseUnreported(reading, unreported, reference);
  const repairs = repairsIn(parsed.text.slice(0, parsed.text.length - rest.length), rest, pairs);
  const repaired = { ...reading, parsed: { ...parsed, repairs: [...parsed.repairs, ...repairs] } };
  return mendVerdict(repaired, reference, pairs, household);
}

/** A name is held to what `NAMA` takes: digits behind its code are sooner the answer to another item. */
function nameFaults({ item, value }: Pair): NameFault[] {
  const fault = nameColumns.has(item.column) ? nameFault(value.text, longestText(item)) : null;
  return fault === null ? [] : [fault];
}

function mendVerdict(
  reading: Reading,
  reference: Reference,
  pairs: readonly Pair[],
  household: HouseholdFacts | undefined,
): Verdict {
  const { instrument, officer, facts } = reading;
  const receivedOn = receivedDay(reading, reference.idbdt);
  const partners: Reference[] = [];
  const read: ReadPair = (pair, answers) => {
    if (pair.item.kind !== 'reference') return readAnswer(pair.item, pair.value, answers, receivedOn);
    const { item, value } = pair;
    if (!isAsked(item, answers)) return itemProblem(item, 'not-asked', value.text);
    const partner = readReference(value.digits ?? '', officer, facts.households);
    if (partner === null) return itemProblem(item, 'code-out-of-list', value.text);
    partners.push(partner);
    return partner.idbdt;
  };
  const scopes = [...new Set(pairs.map(({ scope }) => scope))];
  const state = household && stateOf(household);
  const mended = state
    ? scopes.map((scope) => {
        const own = pairs.filter((pair) => pair.scope === scope);
        return layPairs(instrument, state, scope, own, read);
      })
    : [];
  const [partner] = partners;
  return contentVerdict({
    ...knownAround(reading, reference),
    partnerHousehold: partner && facts.households.get(partner.idbdt),
    hasCheckDigits: reference.hasCheckDigits && (partner?.hasCheckDigits ?? true),
    report: contentOf(reference, mended),
    problems: mended.flatMap(({ problems }) => problems),
    notes: mended.flatMap(clearedFacts),
  });
}

function contentOf({ idbdt }: Reference, mended: readonly Mended[]): Content {
  const of = (kind: Mended['scope']['of']) => mended.filter(({ scope }) => scope.of === kind);
  const [household] = of('household');
  return {
    form: 'F',
    idbdt,
    answers: household?.answers ?? {},
    capped: household?.capped ?? [],
    members: of('member').map(({ scope, answers, capped }) => ({ number: scope.number, answers, capped })),
    families: [],
    businesses: of('business').map(({ scope, answers }) => ({ member: scope.number, answers })),
  };
}

function clearedFacts({ scope, cleared }: Mended): MessageCall[] {
  const member = scope.of === 'household' ? undefined : scope.number;
  return cleared.map((item) =>
    say('answer.fact.cleared', { number: formNumber(item.number, item, member) }, { label: item.short }),
  );
}

/** Repairs of the digits, and odd signs up to a written answer. */
function repairsIn(head: string, rest: string, pairs: readonly Pair[]): Repair[] {
  const written = pairs.find(({ item }) => item.kind === 'text')?.value.start;
  const all = [
    ...readDigits(head).repairs,
    ...signRepairs(rest.slice(0, written)),
    ...pairs.flatMap(({ value }) => value.repairs),
  ];
  return [...new Map(all.map((repair) => [repair.typed, repair])).values()];
}
