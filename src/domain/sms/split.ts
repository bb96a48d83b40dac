import type { Form } from '../instrument/instrument.ts';
import type { HouseholdFacts } from '../report/types.ts';
import type { Officer } from '../workflow/officer.ts';
import { candidatesOf, type Reference, readReference, referenceWidths } from './references.ts';
import type { DigitText } from './tokens.ts';

/** One form that the digits behind the reference may have. */
export interface BodyShape {
  /** Null for digits that no form of the instrument has. */
  readonly form: Form | null;
  /** Digits of the body; where it repeats those of one member, family or business. */
  readonly width: number;
  /** Whether the body holds one or more of them. */
  readonly repeats: boolean;
}

/** What a message's digits are to hold. */
export interface Shape {
  readonly bodies: readonly BodyShape[];
  /** Whether the reference of another household may follow the body. */
  readonly takesPartner: boolean;
}

/** Where a split may be made, whether or not its references hold. */
export interface Cut {
  readonly reference: string;
  readonly body: string;
  readonly shape: BodyShape;
  readonly partner: string | null;
}

/** One way to read the digits of a message. */
export interface Split {
  readonly reference: Reference;
  /** Digits that the reference takes. */
  readonly referenceWidth: number;
  readonly body: string;
  readonly shape: BodyShape;
  readonly partner: Reference | null;
}

/** The body that a form has, its key included. */
export function bodyOf(form: Form): BodyShape {
  const { key, repeats } = form;
  const isTyped = form.blocks.some(({ items }) => items.some(({ column }) => column === key?.column));
  return { form, width: form.width + (key === null || isTyped ? 0 : key.width), repeats };
}

/** The shape of a message that is a reference and so many digits of no form. */
export function plainShape(width: number): Shape {
  return { bodies: [{ form: null, width, repeats: false }], takesPartner: false };
}

type Digits = Pick<DigitText, 'digits' | 'breaks'>;

/**
 * Lists every way to cut the digits into reference, body and partner by their widths. Where separators were typed
 * the reference ends at one, and so does the body where there are any after the reference.
 */
export function listCuts(text: Digits, shape: Shape, widths: readonly number[] = referenceWidths): Cut[] {
  const { digits, breaks } = text;
  return widths.flatMap((width) => {
    const isEndSeen = width === digits.length || breaks.length === 0 || breaks.includes(width);
    if (!isEndSeen || width > digits.length) return [];
    return shape.bodies.flatMap((body) => cutsAt(text, width, body, shape.takesPartner));
  });
}

function cutsAt({ digits, breaks }: Digits, width: number, shape: BodyShape, takesPartner: boolean): Cut[] {
  const rest = digits.length - width;
  const end = width + shape.width;
  const reference = digits.slice(0, width);
  const isWhole = shape.repeats ? rest > 0 && rest % shape.width === 0 : rest === shape.width;
  if (isWhole) return [{ reference, shape, body: digits.slice(width), partner: null }];
  if (!takesPartner || !referenceWidths.includes(digits.length - end)) return [];
  const isPartnerSeen = breaks.every((place) => place <= width) || breaks.includes(end);
  return isPartnerSeen
    ? [{ reference, shape, body: digits.slice(width, end), partner: digits.slice(end) }]
    : [];
}

/** The cuts whose references hold. More than one: the message can't be read in exactly one way. */
export function listSplits(
  text: Digits,
  shape: Shape,
  officer: Officer,
  households: ReadonlyMap<string, HouseholdFacts>,
): Split[] {
  return listCuts(text, shape).flatMap((cut) => {
    const reference = readReference(cut.reference, officer, households);
    const partner = cut.partner === null ? null : readReference(cut.partner, officer, households);
    if (reference === null || (cut.partner !== null && partner === null)) return [];
    const { body } = cut;
    return [{ reference, referenceWidth: cut.reference.length, body, shape: cut.shape, partner }];
  });
}

/** Households that the digits may call, at their start or, where a partner is taken, at their end. */
export function listCandidates({ digits }: Digits, takesPartner: boolean, officer: Officer): string[] {
  const ends = referenceWidths.filter((width) => width <= digits.length);
  const found = new Set<string>();
  for (const width of ends) {
    for (const idbdt of candidatesOf(digits.slice(0, width), officer)) found.add(idbdt);
    if (!takesPartner) continue;
    for (const idbdt of candidatesOf(digits.slice(-width), officer)) found.add(idbdt);
  }
  return [...found];
}
