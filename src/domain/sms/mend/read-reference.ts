import type { Officer } from '../../workflow/officer.ts';
import type { Reading } from '../command.ts';
import type { Diagnosis } from '../diagnose.ts';
import { candidatesOf, isLongReference, type Reference, readReference } from '../references.ts';
import { leadingGroups } from '../tokens.ts';
import { readPairs } from './read-pairs.ts';

/** A reference at the head of an `F`, and the text behind it. */
interface HeadReference {
  readonly reference: Reference;
  readonly rest: string;
}

/** Why it can't be read. */
export type HeadFault =
  | { readonly reason: 'ambiguous' }
  | Exclude<Diagnosis, { readonly reason: 'body-length' }>;

const idbdtWidth = 16;

/** Every household that the head of an `F` may call. */
export function headCandidates(text: string, officer: Officer): string[] {
  return prefixesOf(text).flatMap(({ digits }) => candidatesOf(digits, officer));
}

/**
 * Reads the reference that an `F` begins with. It ends at a separator; where digits that follow could be of it too,
 * exactly one reading must leave pairs behind it.
 */
export function readHeadReference({
  instrument,
  parsed,
  officer,
  facts,
}: Reading): HeadReference | HeadFault {
  const prefixes = prefixesOf(parsed.text);
  const found = prefixes.flatMap(({ digits, end }) => {
    const reference = readReference(digits, officer, facts.households);
    return reference === null ? [] : [{ reference, digits, rest: parsed.text.slice(end) }];
  });
  const checked = found.filter(({ reference }) => reference.hasCheckDigits);
  const likely = checked.length > 0 ? checked : found;
  const whole = likely.filter(({ rest }) => readPairs(instrument, rest).fault === null);
  const [only, ...others] = whole.length > 0 ? whole : likely.slice(0, 1);
  if (others.length > 0) return { reason: 'ambiguous' };
  if (only === undefined) return faultOf(prefixes[0]?.digits ?? '', prefixes[1]?.digits ?? '', officer);
  const { reference, digits, rest } = only;
  if (!reference.isUnique) return { reason: 'long-reference-needed', typed: digits };
  // Two digits behind a whole IDBDT are its check digits, and wrong ones, sooner than the code of an item.
  const next = leadingGroups(rest)[0]?.digits ?? '';
  if (!reference.hasCheckDigits && next.length === 2)
    return { reason: 'wrong-check-digits', typed: digits + next };
  return { reference, rest };
}

/** The digits that a text begins with up to each separator. */
function prefixesOf(text: string): { readonly digits: string; readonly end: number }[] {
  let digits = '';
  return leadingGroups(text).flatMap((group) => {
    digits += group.digits;
    return digits.length > idbdtWidth + 2 ? [] : [{ digits, end: group.end }];
  });
}

function faultOf(first: string, second: string, officer: Officer): HeadFault {
  if (first === '') return { reason: 'empty-body' };
  const isChecked = second.length === first.length + 2;
  if (!isChecked && !isLongReference(first)) return { reason: 'missing-check-digits', typed: first };
  const typed = isChecked ? second : first;
  const isReadable = officer.villages.length > 0 || isLongReference(typed);
  return { reason: isReadable ? 'wrong-check-digits' : 'long-reference-needed', typed };
}
