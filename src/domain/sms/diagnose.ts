import type { Form } from '../instrument/instrument.ts';
import type { Problem } from '../instrument/types.ts';
import type { HouseholdFacts } from '../report/types.ts';
import { householdPlace, mayDo } from '../workflow/authority.ts';
import type { Officer } from '../workflow/officer.ts';
import { bareSerialWidths, isLongReference, readReference, referenceWidths } from './references.ts';
import { type BodyShape, listCuts, listSplits, type Shape } from './split.ts';
import type { DigitText } from './tokens.ts';

/** Digits that can't be read in any way, and what the reader may know to say why. */
export interface Unreadable {
  readonly text: Pick<DigitText, 'digits' | 'breaks'>;
  readonly shape: Shape;
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

/** A body that is too short or too long, behind a reference that holds. */
interface Misfit {
  /** Digits of the reference. */
  readonly width: number;
  readonly idbdt: string;
  readonly form: Form;
  readonly body: BodyShape;
  /** How many members, families or businesses it most likely is of. */
  readonly count: number;
  /** Digits too many; negative for too few. */
  readonly by: number;
}

/** A reference of a household that the officer may report, and after it too few or too many digits. */
function misfitBody({ text, shape, officer, households }: Unreadable): Diagnosis | null {
  const { digits, breaks } = text;
  const widths = referenceWidths.filter((width) => width <= digits.length);
  const found = widths.flatMap((width) => {
    const isEndSeen = breaks.length === 0 || breaks.includes(width) || width === digits.length;
    const reference = isEndSeen ? readReference(digits.slice(0, width), officer, households) : null;
    // Without its check digits a reference proves nothing: those that follow may be wrong ones.
    if (!reference?.hasCheckDigits) return [];
    const place = householdPlace(reference.idbdt, households.get(reference.idbdt));
    if (mayDo(officer, 'look-up', place) !== null) return [];
    return shape.bodies.flatMap((body) => misfitsOf(body, width, reference.idbdt, digits.length - width));
  });
  const [nearest, ...others] = found.sort((one, other) => Math.abs(one.by) - Math.abs(other.by));
  if (nearest === undefined || nearest.by === 0) return null;
  // Nearly as near to another form as to this one: how many digits are wrong can't be told.
  const next = others.find(({ form }) => form !== nearest.form);
  if (next !== undefined && Math.abs(next.by) < 2 * Math.abs(nearest.by)) return null;
  const { width, idbdt, by, body } = nearest;
  const inBody = breaks.flatMap((place) => (place > width ? [place - width] : []));
  const isPartnerSeen = inBody.length === 0 || inBody.includes(body.width);
  if (shape.takesPartner && isPartnerSeen && referenceWidths.includes(by)) {
    return { reason: 'wrong-check-digits', typed: digits.slice(width + body.width) };
  }
  const kind = by < 0 ? 'too-short' : 'too-long';
  const where = whereIn(nearest, digits.slice(width), inBody);
  return { reason: 'body-length', idbdt, problem: { kind, severity: 'reject', by: Math.abs(by), ...where } };
}

function misfitsOf(body: BodyShape, width: number, idbdt: string, length: number): Misfit[] {
  const { form } = body;
  if (form === null) return [];
  const count = body.repeats ? Math.max(1, Math.round(length / body.width)) : 1;
  return [{ width, idbdt, form, body, count, by: length - count * body.width }];
}

/** The one block, or the one member, family or business, that is short or long, where separators show it. */
function whereIn(
  { form, body, count }: Misfit,
  digits: string,
  breaks: readonly number[],
): Pick<Problem, 'block' | 'member'> {
  const widths = body.repeats
    ? new Array<number>(count).fill(body.width)
    : form.blocks.map((block) => block.width);
  const place = misfitPiece(widths, digits.length, breaks);
  const block = place === null ? undefined : form.blocks[body.repeats ? 0 : place.index]?.name;
  if (place === null || block === undefined) return {};
  if (!body.repeats || form.key === null) return { block };
  const end = place.start + form.key.width;
  const number = Number(digits.slice(place.start, end));
  // A number that no separator ends may be the one that lost a digit; of several pieces it still says which.
  const firstBreak = breaks.find((at) => at > place.start) ?? digits.length;
  const isNumberSeen = firstBreak === end || (count > 1 && firstBreak > end);
  return isNumberSeen && number > 0 ? { block, member: number } : { block };
}

/**
 * The one piece of several that is short or long: all before it end at a separator, counted from the left, and all
 * after it begin at one, counted from the right. Null where separators don't show it.
 */
function misfitPiece(
  widths: readonly number[],
  length: number,
  breaks: readonly number[],
): { readonly index: number; readonly start: number } | null {
  const places = new Set([0, ...breaks, length]);
  const pieces = widths.map((_, index) => {
    const end = length - sum(widths.slice(index + 1));
    return { index, start: sum(widths.slice(0, index)), end };
  });
  const shown = pieces.filter(({ start, end }) => end >= start && places.has(start) && places.has(end));
  const [only] = shown;
  return only === undefined || shown.length > 1 ? null : only;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

function referenceFault({ text, shape, officer }: Unreadable): Diagnosis | null {
  // Serials begin at 1: digits that would leave 0 for one are a serial in six digits, without its check.
  const checked = listCuts(text, shape).find(({ reference }) => Number(reference.slice(0, -2)) > 0);
  if (checked !== undefined) {
    const isReadable = officer.villages.length > 0 || isLongReference(checked.reference);
    return { reason: isReadable ? 'wrong-check-digits' : 'long-reference-needed', typed: checked.reference };
  }
  const [bare] = listCuts(text, shape, bareSerialWidths);
  return bare === undefined ? null : { reason: 'missing-check-digits', typed: bare.reference };
}
