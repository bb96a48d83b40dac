import type { Form } from '../instrument/instrument.ts';
import type { Problem } from '../instrument/types.ts';
import { refusalOf } from '../report/judge.ts';
import type { HouseholdFacts } from '../report/types.ts';
import type { Officer } from '../workflow/officer.ts';
import { bareSerialWidths, isLongReference, readReference, referenceWidths } from './references.ts';
import { listCuts, listSplits, type Shape } from './split.ts';
import type { DigitText } from './tokens.ts';

/** Digits that can't be read in any way, and what the reader may know to say why. */
export interface Unreadable {
  readonly text: Pick<DigitText, 'digits' | 'breaks'>;
  readonly shape: Shape;
  /** The form of the body; null where there is no body. */
  readonly form: Form | null;
  readonly officer: Officer;
  readonly households: ReadonlyMap<string, HouseholdFacts>;
}

/** What is most likely wrong. */
export type Diagnosis =
  | { readonly reason: 'empty-body' }
  | { readonly reason: 'wrong-length'; readonly count: number }
  | { readonly reason: 'misplaced-separator' }
  | {
      readonly reason: 'wrong-check-digits' | 'missing-check-digits' | 'long-reference-needed';
      /** Digits of the reference that it is about. */
      readonly typed: string;
    }
  | {
      readonly reason: 'body-length';
      readonly form: Form;
      readonly idbdt: string;
      readonly problem: Problem;
    };

/** Says why digits can't be read: what is most likely wrong and most useful to know. They stay refused. */
export function diagnose(unreadable: Unreadable): Diagnosis {
  const { text, shape, officer, households } = unreadable;
  if (text.digits.length === 0) return { reason: 'empty-body' };
  const body = misfitBody(unreadable);
  if (body !== null) return body;
  const solid = { digits: text.digits, breaks: [] };
  if (text.breaks.length > 0 && listSplits(solid, shape, officer, households).length > 0) {
    return { reason: 'misplaced-separator' };
  }
  return referenceFault(unreadable) ?? { reason: 'wrong-length', count: text.digits.length };
}

/** A reference of a household that the officer may report, and after it too few or too many digits. */
function misfitBody({ text, shape, form, officer, households }: Unreadable): Diagnosis | null {
  if (form === null) return null;
  const { digits, breaks } = text;
  const widths = referenceWidths.filter((width) => width <= digits.length);
  const found = widths.flatMap((width) => {
    const isEndSeen = breaks.length === 0 || breaks.includes(width) || width === digits.length;
    const reference = isEndSeen ? readReference(digits.slice(0, width), officer, households) : null;
    // Without its check digits a reference proves nothing: those that follow may be wrong ones.
    if (!reference?.hasCheckDigits) return [];
    if (refusalOf(officer, reference.idbdt, households.get(reference.idbdt)) !== null) return [];
    return [{ width, idbdt: reference.idbdt, by: digits.length - width - shape.bodyWidth }];
  });
  const [nearest] = found.sort((one, other) => Math.abs(one.by) - Math.abs(other.by));
  if (nearest === undefined || nearest.by === 0) return null;
  const { width, idbdt, by } = nearest;
  const inBody = breaks.flatMap((place) => (place > width ? [place - width] : []));
  const isPartnerSeen = inBody.length === 0 || inBody.includes(shape.bodyWidth);
  if (shape.takesPartner && isPartnerSeen && referenceWidths.includes(by)) {
    return { reason: 'wrong-check-digits', typed: digits.slice(width + shape.bodyWidth) };
  }
  const block = misfitBlock(form, digits.length - width, inBody);
  const kind = by < 0 ? 'too-short' : 'too-long';
  const where = block === null ? {} : { block };
  return {
    reason: 'body-length',
    form,
    idbdt,
    problem: { kind, severity: 'reject', by: Math.abs(by), ...where },
  };
}

/**
 * The one block that is short or long, where separators show it: all blocks before it end at one, counted from
 * the left, and all after it begin at one, counted from the right.
 */
function misfitBlock(form: Form, length: number, breaks: readonly number[]): string | null {
  const places = new Set([0, ...breaks, length]);
  const candidates = form.blocks.filter((_, index) => {
    const start = widthOf(form.blocks.slice(0, index));
    const end = length - widthOf(form.blocks.slice(index + 1));
    return end >= start && [start, end].every((place) => places.has(place));
  });
  const [only] = candidates;
  return only === undefined || candidates.length > 1 ? null : only.name;
}

function widthOf(blocks: Form['blocks']): number {
  return blocks.reduce((sum, block) => sum + block.width, 0);
}

function referenceFault({ text, shape, officer }: Unreadable): Diagnosis | null {
  const [checked] = listCuts(text, shape);
  if (checked !== undefined) {
    const isReadable = officer.villages.length > 0 || isLongReference(checked.reference);
    return { reason: isReadable ? 'wrong-check-digits' : 'long-reference-needed', typed: checked.reference };
  }
  const [bare] = listCuts(text, shape, bareSerialWidths);
  return bare === undefined ? null : { reason: 'missing-check-digits', typed: bare.reference };
}
