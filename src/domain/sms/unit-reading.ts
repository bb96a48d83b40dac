import { formNamed } from '../instrument/instrument.ts';
import type { Problem } from '../instrument/types.ts';
import type { Content } from '../report/lay-report.ts';
import type { FormName, HouseholdFacts, Verdict } from '../report/types.ts';
import type { Command, Reading } from './command.ts';
import { contentVerdict } from './content-verdict.ts';
import { readSplit } from './reference-reading.ts';
import { knownAround, receivedDay } from './report-reading.ts';
import { bodyOf, listCandidates } from './split.ts';
import { readUnits, type Unit } from './units.ts';

/** A unit whose number could be read. */
export type NumberedUnit = Unit & { readonly number: number };

/** What a message of one or more members, families or businesses is made of. */
export interface UnitForms {
  readonly keyword: FormName;
  /** Forms of the instrument that one message may have; all its units alike. */
  readonly forms: readonly string[];
  /** The part of the report that the units are. */
  readonly partOf: (units: readonly NumberedUnit[]) => Partial<Content>;
  /** Further problems of the units next to what is known of the household. */
  readonly check?: (units: readonly NumberedUnit[], household: HouseholdFacts, form: string) => Problem[];
}

/** The command that reports members, families or businesses, one after another. */
export function unitCommand(unitForms: UnitForms): Command {
  return {
    keyword: unitForms.keyword,
    body: 'digits',
    action: 'report',
    candidates: (parsed, officer) => listCandidates(parsed.digits, false, officer),
    read: (reading) => readUnitReport(reading, unitForms),
  };
}

function readUnitReport(reading: Reading, { keyword, forms, partOf, check }: UnitForms): Verdict {
  const bodies = forms.map((name) => bodyOf(formNamed(reading.instrument, name)));
  const { split, refusal } = readSplit(reading, { bodies, takesPartner: false });
  if (refusal !== null) return refusal;
  const { reference, shape, body } = split;
  const { idbdt } = reference;
  const units =
    shape.form === null ? [] : readUnits(shape.form, body, shape.width, receivedDay(reading, idbdt));
  const numbered = units.filter((unit): unit is NumberedUnit => unit.number !== null);
  const household = reading.facts.households.get(idbdt);
  const unknown = household === undefined ? [] : (check?.(numbered, household, shape.form?.name ?? '') ?? []);
  return contentVerdict({
    ...knownAround(reading, reference),
    report: {
      form: keyword,
      idbdt,
      answers: {},
      capped: [],
      members: [],
      families: [],
      businesses: [],
      ...partOf(numbered),
    },
    problems: [...unknown, ...units.flatMap(({ problems }) => problems)],
  });
}

/** A problem for each member that the household doesn't have. */
export function unknownMembers(
  units: readonly Pick<NumberedUnit, 'number'>[],
  { members }: HouseholdFacts,
): Problem[] {
  const known = new Set(members.map(({ no_urut: number }) => Number(number)));
  return units.flatMap(({ number }) => (known.has(number) ? [] : [noSuchMember(number)]));
}

function noSuchMember(member: number): Problem {
  return { kind: 'no-such-member', severity: 'reject', member, typed: String(member).padStart(2, '0') };
}
