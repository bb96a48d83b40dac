import { isCheckRight, isSerialCheckRight } from '../identity/check-digits.ts';
import { makeIdbdt } from '../identity/idbdt.ts';
import type { HouseholdFacts } from '../report/types.ts';
import type { Officer } from '../workflow/officer.ts';

/** A household as a message calls it. */
export interface Reference {
  readonly idbdt: string;
  /** False for a whole IDBDT typed without its check digits. */
  readonly hasCheckDigits: boolean;
  /** False where the serial is in the prelist of more than one of the officer's villages. */
  readonly isUnique: boolean;
}

type Households = ReadonlyMap<string, HouseholdFacts>;

const checkWidth = 2;
const idbdtWidth = 16;
const serialWidths = [1, 2, 3, 4, 5, 6];

/** Digits that a reference may take: serial and check, a whole IDBDT, a whole IDBDT and check. */
export const referenceWidths: readonly number[] = [
  ...serialWidths.map((width) => width + checkWidth),
  idbdtWidth,
  idbdtWidth + checkWidth,
];

/** Digits that a serial without its check digits takes; no reference, only a reason to tell. */
export const bareSerialWidths: readonly number[] = serialWidths;

/** The household that some digits call, all of them; null where the width or the check is none. */
export function readReference(digits: string, officer: Officer, households: Households): Reference | null {
  if (digits.length === idbdtWidth) return { idbdt: digits, hasCheckDigits: false, isUnique: true };
  if (digits.length === idbdtWidth + checkWidth) return readLong(digits);
  return isShort(digits) ? readShort(digits, officer, households) : null;
}

/** Every household whose facts are needed to read some digits as a reference. */
export function candidatesOf(digits: string, officer: Officer): string[] {
  if (!isShort(digits)) return referenceWidths.includes(digits.length) ? [digits.slice(0, idbdtWidth)] : [];
  return rightVillages(digits, officer).length > 0 ? officer.villages.flatMap(serialIn(digits)) : [];
}

/** Whether some digits can only be a reference that names its village. */
export function isLongReference(digits: string): boolean {
  return digits.length >= idbdtWidth;
}

function isShort(digits: string): boolean {
  return !isLongReference(digits) && referenceWidths.includes(digits.length);
}

function readLong(digits: string): Reference | null {
  const idbdt = digits.slice(0, idbdtWidth);
  if (!isCheckRight(idbdt, digits.slice(idbdtWidth))) return null;
  return { idbdt, hasCheckDigits: true, isUnique: true };
}

/**
 * The check must hold in one of the officer's villages. With several villages the prelist decides between them,
 * and a serial that it has twice calls nobody.
 */
function readShort(digits: string, officer: Officer, households: Households): Reference | null {
  const right = rightVillages(digits, officer);
  const known = officer.villages.flatMap(serialIn(digits)).filter((idbdt) => households.has(idbdt));
  const idbdt = right.find((candidate) => known.includes(candidate)) ?? right[0];
  if (idbdt === undefined) return null;
  return { idbdt, hasCheckDigits: true, isUnique: known.length <= 1 };
}

function rightVillages(digits: string, officer: Officer): string[] {
  const serial = Number(digits.slice(0, -checkWidth));
  const check = Number(digits.slice(-checkWidth));
  const right = officer.villages.filter((village) => isSerialCheckRight(village, serial, check));
  return right.length === 0 ? right : right.flatMap(serialIn(digits));
}

function serialIn(digits: string): (village: string) => string[] {
  const serial = Number(digits.slice(0, -checkWidth));
  return (village) => {
    const idbdt = makeIdbdt(village, serial);
    return idbdt === null ? [] : [idbdt];
  };
}
