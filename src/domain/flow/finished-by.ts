import type { HouseholdReport } from '../report/types.ts';
import type { OpenForm } from './state.ts';

/** How many digits a form begins with that say which family or member it is about. */
const numberWidths = { KK: 1, USAHA: 2 } as const;

/**
 * Whether a report says what an unfinished form was begun for, so that nothing is left to send of it. A form about
 * another member, family or business, or with an answer to mend that the report lacks, is not finished by it.
 */
export function isFinishedBy(open: OpenForm, report: HouseholdReport): boolean {
  if (open.form !== report.form || open.idbdt !== report.idbdt) return false;
  const { unit, digits } = open;
  switch (report.form) {
    case 'V':
    case 'RT':
      return true;
    case 'ART':
      return unit === undefined || report.members.some(({ number }) => number === Number(unit));
    case 'KK':
      return isNoneOr(begunWith(open, numberWidths.KK), report.families, ({ nuk }) => nuk);
    case 'USAHA':
      return isNoneOr(begunWith(open, numberWidths.USAHA), report.businesses, ({ member }) => member);
    case 'F':
      return Object.keys(digits).every((column) => isMended(column, unit, report));
    default:
      return false;
  }
}

/** The number that was typed first; null where none was yet. */
function begunWith({ digits }: OpenForm, width: number): number | null {
  const typed = Object.values(digits).join('');
  return typed === '' ? null : Number(typed.slice(0, width));
}

function isNoneOr<T>(number: number | null, rows: readonly T[], numberOf: (row: T) => number): boolean {
  return number === null || rows.some((row) => numberOf(row) === number);
}

function isMended(column: string, unit: string | undefined, report: HouseholdReport): boolean {
  if (unit === undefined) return column in report.answers;
  const rows = [
    ...report.members.filter(({ number }) => number === Number(unit)),
    ...report.businesses.filter(({ member }) => member === Number(unit)),
  ];
  return rows.some(({ answers }) => column in answers);
}
