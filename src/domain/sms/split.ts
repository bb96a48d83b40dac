import type { HouseholdFacts } from '../report/types.ts';
import type { Officer } from '../workflow/officer.ts';
import { candidatesOf, type Reference, readReference, referenceWidths } from './references.ts';
import type { DigitText } from './tokens.ts';

/** What a message's digits are to hold after the reference. */
export interface Shape {
  /** Digits of the body. */
  readonly bodyWidth: number;
  /** Whether the reference of another household may follow the body. */
  readonly takesPartner: boolean;
}

/** One way to read the digits of a message. */
export interface Split {
  readonly reference: Reference;
  /** Digits that the reference takes. */
  readonly referenceWidth: number;
  readonly body: string;
  readonly partner: Reference | null;
}

/** Where a split may be made, whether or not its references hold. */
export interface Cut {
  readonly reference: string;
  readonly body: string;
  readonly partner: string | null;
}

/**
 * Lists every way to cut the digits into reference, body and partner by their widths. Where separators were typed
 * the reference ends at one, and so does the body where there are any after the reference.
 */
export function listCuts(
  { digits, breaks }: Pick<DigitText, 'digits' | 'breaks'>,
  { bodyWidth, takesPartner }: Shape,
  widths: readonly number[] = referenceWidths,
): Cut[] {
  return widths.flatMap((width): Cut[] => {
    const end = width + bodyWidth;
    const isEndSeen = width === digits.length || breaks.length === 0 || breaks.includes(width);
    if (!isEndSeen || end > digits.length) return [];
    const cut = { reference: digits.slice(0, width), body: digits.slice(width, end) };
    if (end === digits.length) return [{ ...cut, partner: null }];
    const isPartnerSeen = breaks.every((place) => place <= width) || breaks.includes(end);
    const isPartner = takesPartner && isPartnerSeen && referenceWidths.includes(digits.length - end);
    return isPartner ? [{ ...cut, partner: digits.slice(end) }] : [];
  });
}

/** The cuts whose references hold. More than one: the message can't be read in exactly one way. */
export function listSplits(
  text: Pick<DigitText, 'digits' | 'breaks'>,
  shape: Shape,
  officer: Officer,
  households: ReadonlyMap<string, HouseholdFacts>,
): Split[] {
  return listCuts(text, shape).flatMap((cut) => {
    const reference = readReference(cut.reference, officer, households);
    const partner = cut.partner === null ? null : readReference(cut.partner, officer, households);
    if (reference === null || (cut.partner !== null && partner === null)) return [];
    return [{ reference, referenceWidth: cut.reference.length, body: cut.body, partner }];
  });
}

/** Households that the digits may call, at their start or, where a partner is taken, at their end. */
export function listCandidates(text: DigitText, takesPartner: boolean, officer: Officer): string[] {
  const { digits } = text;
  const ends = referenceWidths.filter((width) => width <= digits.length);
  const pieces = ends.flatMap((width) => [
    digits.slice(0, width),
    ...(takesPartner ? [digits.slice(-width)] : []),
  ]);
  return [...new Set(pieces.flatMap((piece) => candidatesOf(piece, officer)))];
}
