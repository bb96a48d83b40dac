import type { Random } from './random.ts';
import { type Character, charactersOf, type Piece, type Place, type Typed, textOf } from './typed.ts';

/** Slips of a tired hand. The last one touches no digit. */
export const slipKinds = ['substitution', 'swap', 'loss', 'insertion', 'block lost', 'separator'] as const;
export type SlipKind = (typeof slipKinds)[number];

type Maker = (typed: Typed, place: Place, random: Random) => string | null;

const makers: Readonly<Record<SlipKind, Maker>> = {
  substitution: substitute,
  swap,
  loss: lose,
  insertion: insert,
  'block lost': loseBlock,
  separator: misplaceSeparator,
};

/** A message with one slip; null where it has no place for one of this kind. The text is always another one. */
export function makeSlip(typed: Typed, kind: SlipKind, place: Place, random: Random): string | null {
  return makers[kind](typed, place, random);
}

/** Another digit for a digit, another letter for a letter. */
function substitute(typed: Typed, place: Place, random: Random): string | null {
  const characters = charactersOf(typed);
  const at = pickWord(characters, place, random);
  if (at === null) return null;
  return join(
    characters.with(at, {
      ...characterAt(characters, at),
      character: other(characterAt(characters, at), random),
    }),
  );
}

/** Two neighbours that differ, over a separator too, which stays where it is. */
function swap(typed: Typed, place: Place, random: Random): string | null {
  const characters = charactersOf(typed);
  const words = characters.flatMap(({ isWord }, index) => (isWord ? [index] : []));
  const pairs = words.flatMap((one, index) => {
    const next = words[index + 1];
    if (next === undefined) return [];
    const [left, right] = [characterAt(characters, one), characterAt(characters, next)];
    return left.character !== right.character && placeOfPair(left, right) === place
      ? [{ one, left, next, right }]
      : [];
  });
  if (pairs.length === 0) return null;
  const { one, left, next, right } = random.pick(pairs);
  return join(characters.with(one, right).with(next, left));
}

/** A swap between keyword and digits is one of the keyword, one at the end of the reference one of it. */
function placeOfPair(left: Character, right: Character): Place {
  const both = [left.place, right.place];
  if (both.includes('keyword')) return 'keyword';
  return both.includes('reference') ? 'reference' : 'elsewhere';
}

function lose(typed: Typed, place: Place, random: Random): string | null {
  const characters = charactersOf(typed);
  const at = pickWord(characters, place, random);
  return at === null ? null : join(characters.toSpliced(at, 1));
}

/** One character twice, or a stray one of its kind beside it. */
function insert(typed: Typed, place: Place, random: Random): string | null {
  const characters = charactersOf(typed);
  const at = pickWord(characters, place, random);
  if (at === null) return null;
  const beside = characterAt(characters, at);
  const stray = random.unit() < 0.5 ? beside.character : other(beside, random);
  return join(characters.toSpliced(at + random.integer(0, 1), 0, { ...beside, character: stray }));
}

/** One piece not typed, or all pieces of one member, family or business. */
function loseBlock({ pieces, gaps }: Typed, place: Place, random: Random): string | null {
  if (place === 'keyword') return null;
  const own = pieces.filter((piece) => piece.place === place);
  if (own.length === 0) return null;
  const lost = random.pick(own);
  const units = new Set(own.map(({ unit }) => unit));
  const isWholeUnit = lost.unit !== null && units.size > 1 && random.unit() < 0.5;
  const isLost = (piece: Piece) => piece === lost || (isWholeUnit && piece.unit === lost.unit);
  const kept = pieces.flatMap((piece, index) => (isLost(piece) ? [] : [{ piece, gap: gaps[index] ?? '' }]));
  return textOf({ pieces: kept.map(({ piece }) => piece), gaps: kept.map(({ gap }) => gap) });
}

/** A separator lost, typed one place too early or too late, or where none belongs. */
function misplaceSeparator(typed: Typed, place: Place, random: Random): string | null {
  if (!typed.isSeparated || place === 'keyword') return null;
  const characters = charactersOf(typed);
  const own = characters.flatMap((one, index) => (one.place === place && index > 0 ? [index] : []));
  if (own.length === 0) return null;
  const signs = own.filter((index) => !characterAt(characters, index).isWord);
  const sign = signs.length === 0 ? null : random.pick(signs);
  const what = sign === null ? 2 : random.integer(0, 2);
  if (sign === null || what === 2) {
    return join(characters.toSpliced(random.pick(own), 0, { character: ' ', place, isWord: false }));
  }
  if (what === 0) return join(characters.toSpliced(sign, 1));
  const to = sign + random.pick([-1, 1]);
  return join(characters.with(sign, characterAt(characters, to)).with(to, characterAt(characters, sign)));
}

function pickWord(characters: readonly Character[], place: Place, random: Random): number | null {
  const own = characters.flatMap((one, index) => (one.isWord && one.place === place ? [index] : []));
  return own.length === 0 ? null : random.pick(own);
}

function other({ character }: Character, random: Random): string {
  const all = /[0-9]/.test(character) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return random.pick([...all].filter((one) => one !== character.toUpperCase()));
}

function characterAt(characters: readonly Character[], index: number): Character {
  const found = characters[index];
  if (found === undefined) throw new Error(`There is no character ${index}`);
  return found;
}

function join(characters: readonly Character[]): string {
  return characters.map(({ character }) => character).join('');
}
