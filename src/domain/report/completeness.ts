import { formNamed, type Instrument } from '../instrument/instrument.ts';
import { headCode, householdColumns, memberColumns } from './columns.ts';
import { isPresent } from './presence.ts';
import type { RecordState } from './record.ts';
import { isBlank } from './same-value.ts';
import type { RecordRow } from './types.ts';

/** What of a household has come, and what is missing. */
export interface Completeness {
  /** Whether nothing more is to come: all is there, or the visit closed without it. */
  readonly isComplete: boolean;
  /** Whether the visit ended with a result after which a household has no more to report. */
  readonly isClosed: boolean;
  /** Whether the whole household (`RT`) was answered. */
  readonly hasHousehold: boolean;
  /** `Jumlah_ART`, null while it is not known. */
  readonly expectedMembers: number | null;
  /** Numbers of the members that are there: reported, and living in the household. */
  readonly presentMembers: readonly number[];
  /** How many members are still to come; 0 while it is not known how many there are. */
  readonly missingMembers: number;
  /** The numbers they most likely have: those in the prelist, then the lowest that are free. */
  readonly missingNumbers: readonly number[];
  /** Whether exactly one member is head of the household. */
  readonly hasHead: boolean;
  /** `Jumlah_Keluarga`, null while it is not known. */
  readonly expectedFamilies: number | null;
  /** Numbers of the families that have no member or no head of family yet, or two. */
  readonly familiesWithoutHead: readonly number[];
}

/** How far a household has come by its records as they stand. */
export function completenessOf(instrument: Instrument, state: RecordState): Completeness {
  const present = [...state.members].filter(([, row]) => isPresent(instrument, row));
  const expectedMembers = countIn(state.household, householdColumns.members);
  const expectedFamilies = countIn(state.household, householdColumns.families);
  const rows = present.map(([, row]) => row);
  const parts = {
    isClosed: isClosed(instrument, state.household),
    hasHousehold: isWhole(instrument, state.household),
    expectedMembers,
    presentMembers: present.map(([number]) => number),
    missingMembers: Math.max(0, (expectedMembers ?? 0) - present.length),
    hasHead: rows.filter((row) => row[memberColumns.relation] === headCode).length === 1,
    expectedFamilies,
    familiesWithoutHead: familiesWithoutHead(rows, expectedFamilies ?? 0),
  };
  const hasAll =
    parts.hasHousehold &&
    parts.hasHead &&
    present.length === expectedMembers &&
    parts.familiesWithoutHead.length === 0;
  return {
    ...parts,
    missingNumbers: missingNumbers(state, parts.missingMembers),
    isComplete: parts.isClosed || hasAll,
  };
}

/** A result that no whole household can have says that nobody is there to be asked. */
function isClosed(instrument: Instrument, household: RecordRow | null): boolean {
  const result = household?.[householdColumns.result] ?? null;
  const open = formNamed(instrument, 'RT').allowed.get(householdColumns.result) ?? [];
  return result !== null && !open.includes(Number(result));
}

function isWhole(instrument: Instrument, household: RecordRow | null): boolean {
  if (household === null) return false;
  return formNamed(instrument, 'RT').blocks.every((block) =>
    block.items.every((item) => item.askedIf !== null || !isBlank(household[item.column])),
  );
}

function familiesWithoutHead(present: readonly RecordRow[], expected: number): number[] {
  const told = present.map((row) => Number(row[memberColumns.family]));
  const families = new Set([...Array.from({ length: expected }, (_, index) => index + 1), ...told]);
  const heads = present.filter((row) => row[memberColumns.familyRelation] === headCode);
  const headsOf = (family: number) => heads.filter((row) => row[memberColumns.family] === family).length;
  return [...families].filter((family) => headsOf(family) !== 1).sort((one, other) => one - other);
}

function missingNumbers({ members }: RecordState, count: number): number[] {
  const numbers = [...members].flatMap(([number, row]) =>
    isBlank(row[memberColumns.presence]) ? [number] : [],
  );
  for (let number = 1; number <= 99 && numbers.length < count; number += 1) {
    if (!members.has(number)) numbers.push(number);
  }
  return numbers.slice(0, count).sort((one, other) => one - other);
}

function countIn(household: RecordRow | null, column: string): number | null {
  const value = household?.[column] ?? null;
  return value === null ? null : Number(value);
}
