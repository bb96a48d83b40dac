import { maskName } from '../identity/mask-name.ts';
import { shortReference } from '../identity/short-reference.ts';
import { columnsOfKind, type Instrument, type Item } from '../instrument/instrument.ts';
import type { Problem } from '../instrument/types.ts';
import { type Completeness, completenessOf } from '../report/completeness.ts';
import { layReport } from '../report/lay-report.ts';
import { stateOf } from '../report/record.ts';
import type { HouseholdFacts, HouseholdReport, MessageCall, MessagePart } from '../report/types.ts';
import { dayText, householdFacts } from './facts.ts';
import { formNumber, problemCall } from './problems.ts';
import { say } from './verdicts.ts';

/** A report that goes to the records, and the household as it stood before. */
export interface TellableReport {
  readonly instrument: Instrument;
  readonly report: HouseholdReport;
  readonly household: HouseholdFacts | undefined;
  /** The other household that the report names, where it is known. */
  readonly partnerHousehold?: HouseholdFacts | undefined;
  readonly receivedAt: Date;
}

/** The facts of a report most worth a look: whom or what it is of, what is still to come, what looks odd. */
export function contentFacts(told: TellableReport): MessagePart[] {
  return [...ownFacts(told), ...remarkFacts(told)];
}

/** What is missing of a household, or that nothing is. */
export function missingFacts(completeness: Completeness): MessageCall[] {
  const { isComplete, missingNumbers, hasHead, familiesWithoutHead } = completeness;
  if (isComplete) return [say('answer.fact.complete')];
  if (missingNumbers.length > 0)
    return [say('answer.fact.members-missing', { list: numbersText(missingNumbers) })];
  if (!completeness.hasHousehold) return [];
  if (!hasHead) return [say('answer.fact.head-missing')];
  return familiesWithoutHead.slice(0, 1).map((family) => say('answer.fact.family-head-missing', { family }));
}

/** Numbers as a person says them, `1,2,5`. */
export function numbersText(numbers: readonly number[]): string {
  return numbers.join(',');
}

function ownFacts(told: TellableReport): MessagePart[] {
  const { instrument, report } = told;
  switch (report.form) {
    case 'V':
    case 'RT':
      return householdFacts(instrument, report.answers).toSpliced(1, 0, ...partnerFacts(told));
    case 'ART': {
      const list = numbersText(report.members.map(({ number }) => number));
      return [say('answer.fact.members-in', { list }), ...stillMissing(told)];
    }
    case 'KK':
      return [say('answer.fact.cards-in', { list: numbersText(report.families.map(({ nuk }) => nuk)) })];
    case 'USAHA':
      return [
        say('answer.fact.businesses-in', {
          list: numbersText(report.businesses.map(({ member }) => member)),
        }),
      ];
    case 'NAMA':
      return nameFacts(report);
    case 'BARU':
      return [say('answer.fact.new-reference')];
    case 'F':
      return [...mendedFacts(instrument, report), ...partnerFacts(told)];
  }
}

/** Which other household was named, so that a wrong reference to it shows. */
function partnerFacts({ instrument, report, partnerHousehold }: TellableReport): MessageCall[] {
  return columnsOfKind(instrument, 'reference').flatMap((column) => {
    const answer = report.answers[column];
    if (typeof answer !== 'string') return [];
    const head = partnerHousehold === undefined ? '' : maskName(partnerHousehold.headName);
    return [say('answer.fact.partner', { reference: shortReference(answer), head })];
  });
}

function stillMissing({ instrument, report, household, receivedAt }: TellableReport): MessageCall[] {
  if (household === undefined) return [];
  const provenance = { reportId: '', officerId: 0, source: 'sms', at: receivedAt } as const;
  const stamp = { revisi: household.revision, report_id: '', updated_at: null };
  const after = layReport({ instrument, prelist: household, provenance, stamp }, stateOf(household), report);
  const completeness = completenessOf(instrument, after);
  const { missingMembers } = completeness;
  if (missingMembers > 0) return [say('answer.fact.members-short', { count: missingMembers })];
  return missingFacts(completeness);
}

function nameFacts({ answers, members }: HouseholdReport): MessageCall[] {
  const ofMembers = members.map(({ number, answers: own }) =>
    say('answer.fact.member-named', { number, name: maskName(String(own.Nama ?? '')) }),
  );
  const { Nama_KRT: head, Alamat: address } = answers;
  return [
    ...ofMembers,
    ...(head === undefined ? [] : [say('answer.fact.head-named', { name: maskName(String(head)) })]),
    ...(address === undefined ? [] : [say('answer.fact.address-in')]),
  ];
}

/** Items mended, with what is no name and no number of a person; those cleared are told apart from them. */
function mendedFacts(
  instrument: Instrument,
  { answers, members, businesses }: HouseholdReport,
): MessagePart[] {
  const rows = [
    { answers, member: undefined },
    ...members.map(({ answers: own, number }) => ({ answers: own, member: number })),
    ...businesses.map(({ answers: own, member }) => ({ answers: own, member })),
  ];
  return rows.flatMap((row) =>
    Object.entries(row.answers).flatMap(([column, answer]) => {
      const item = instrument.items.get(column);
      if (item === undefined || answer === null) return [];
      const number = formNumber(item.number, item, row.member);
      return [say('answer.fact.mended', { number, value: toldAnswer(item, answer) }, { label: item.short })];
    }),
  );
}

/** Codes, counts and the day of the visit; nothing that is of a person. */
function toldAnswer({ kind, width, codes, range }: Item, answer: string | number): string | number {
  if (kind === 'date' && width > 0) return dayText(String(answer));
  return codes === null && range === null ? '' : answer;
}

/** The first remark that the report has a hand in. What only a supervisor is to look at is not told. */
function remarkFacts({ instrument, report }: TellableReport): MessageCall[] {
  const first = report.remarks.find(
    (remark) => remark.severity === 'warn' && isOf(instrument, report, remark),
  );
  return first === undefined
    ? []
    : [say('answer.fact.remark', {}, { problem: problemCall(instrument, first) })];
}

/** Whether the report answers what a remark is about; of the household, also what its conditions look at. */
function isOf(
  { cases }: Instrument,
  { answers, members }: HouseholdReport,
  { column = '', member, case: name = '' }: Problem,
): boolean {
  if (member !== undefined) return members.some(({ number }) => number === member);
  const conditions = cases.get(name)?.conditions ?? [];
  const looked = conditions.flatMap(({ terms }) => terms.map((term) => term.column));
  return [column, ...looked].some((one) => one in answers);
}
