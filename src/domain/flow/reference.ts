import { isCheckRight } from '../identity/check-digits.ts';
import { makeIdbdt, villageOf } from '../identity/idbdt.ts';
import type { HouseholdFacts, MessageCall } from '../report/types.ts';
import type { Need } from './need.ts';
import type { FlowOfficer } from './state.ts';
import { digitsOf } from './typed.ts';

export type ReadReference =
  | { readonly kind: 'found'; readonly household: HouseholdFacts }
  | { readonly kind: 'wrong'; readonly reason: MessageCall }
  | { readonly kind: 'need'; readonly need: Need };

/** Why a reference can be refused. */
export const referenceReasons = [
  'reason.reference-not-digits',
  'reason.check-missing',
  'reason.check-wrong',
  'reason.reference-length',
  'reason.reference-long',
  'reason.reference-several',
  'reason.other-area',
  'reason.unknown-household',
] as const;
type ReferenceReason = (typeof referenceReasons)[number];

const checkLength = 2;
const shortLengths = { least: 1 + checkLength, most: 6 + checkLength };
const idbdtLength = 16;

/**
 * Reads a household reference with its check digits: short (serial and check) within the officer's villages, or
 * long (IDBDT and check). Separators may stand anywhere.
 *
 * @param households what was looked up so far; null for a household that is nowhere.
 */
export function readReference(
  token: string,
  officer: FlowOfficer,
  households: ReadonlyMap<string, HouseholdFacts | null>,
): ReadReference {
  const candidates = candidatesOf(token, officer);
  if (typeof candidates === 'string') return wrong(candidates);
  const missing = candidates.filter((idbdt) => !households.has(idbdt));
  if (missing.length > 0) return { kind: 'need', need: { households: missing, officer: [] } };
  const found = candidates.flatMap((idbdt) => households.get(idbdt) ?? []);
  const [household] = found;
  if (household === undefined) return wrong('reason.unknown-household');
  return found.length > 1 ? wrong('reason.reference-several') : { kind: 'found', household };
}

/** The households that a token can mean, or why it can mean none. */
function candidatesOf(token: string, officer: FlowOfficer): string[] | ReferenceReason {
  const digits = digitsOf(token);
  if (digits === null) return 'reason.reference-not-digits';
  const check = digits.slice(-checkLength);
  if (digits.length === idbdtLength + checkLength) {
    const idbdt = digits.slice(0, idbdtLength);
    if (!isCheckRight(idbdt, check)) return 'reason.check-wrong';
    const village = villageOf(idbdt);
    return officer.areas.some((area) => village.startsWith(area)) ? [idbdt] : 'reason.other-area';
  }
  if (digits.length < shortLengths.least || digits.length === idbdtLength) return 'reason.check-missing';
  if (digits.length > shortLengths.most) return 'reason.reference-length';
  if (officer.villages.length === 0) return 'reason.reference-long';
  const serial = Number(digits.slice(0, -checkLength));
  const right = officer.villages
    .map((village) => makeIdbdt(village, serial))
    .filter((idbdt) => idbdt !== null)
    .filter((idbdt) => isCheckRight(idbdt, check));
  return right.length > 0 ? right : 'reason.check-wrong';
}

function wrong(key: ReferenceReason | 'reason.reference-several'): ReadReference {
  return { kind: 'wrong', reason: { key, values: {} } };
}
