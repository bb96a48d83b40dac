import { makeSlip, type SlipKind } from './make-slip.ts';
import type { Random } from './random.ts';
import { type Piece, type Place, type Typed, textOf } from './typed.ts';

/** Slips as they come: most are a wrong digit, few are of the reference. */
const kinds: readonly SlipKind[] = [
  ...(['substitution', 'substitution', 'substitution', 'swap', 'loss', 'insertion'] as const),
  'separator',
];
const shareInReference = 0.1;
const mostSlips = 4;

/** A message of a keyword, a reference and blocks, with spaces between, as a piece each. */
export function typedMessage(text: string): Typed {
  const pieces = text
    .split(' ')
    .map((word, index): Piece => ({ text: word, place: placeOf(index), unit: null }));
  return { sort: '', isSeparated: true, pieces, gaps: pieces.map((_, index) => (index === 0 ? '' : ' ')) };
}

function placeOf(index: number): Place {
  return index === 0 ? 'keyword' : index === 1 ? 'reference' : 'elsewhere';
}

/**
 * Types a message, each of its values wrong with a chance of `slipShare`.
 *
 * @returns what was typed: the same text where nothing went wrong.
 */
export function typeMessage(text: string, values: number, slipShare: number, random: Random): string {
  let typed = text;
  for (let slip = slipCount(values, slipShare, random); slip > 0; slip -= 1) {
    const place = random.unit() < shareInReference ? 'reference' : 'elsewhere';
    typed = makeSlip(typedMessage(typed), random.pick(kinds), place, random) ?? typed;
  }
  return typed;
}

/** Types the digits of a block on a USSD screen: where it goes wrong one is lost, and the screen asks again. */
export function typeBlock(digits: string, values: number, slipShare: number, random: Random): string[] {
  if (slipCount(values, slipShare, random) === 0) return [digits];
  const piece: Piece = { text: digits, place: 'elsewhere', unit: null };
  const short = makeSlip(
    { sort: '', isSeparated: false, pieces: [piece], gaps: [''] },
    'loss',
    'elsewhere',
    random,
  );
  return [short ?? textOf({ pieces: [piece], gaps: [''] }), digits];
}

function slipCount(values: number, slipShare: number, random: Random): number {
  let count = 0;
  for (let value = 0; value < values && count < mostSlips; value += 1) {
    if (random.unit() < slipShare) count += 1;
  }
  return count;
}
