import type { Making } from '../../src/cli/simulate/answers.ts';
import type { Random } from '../../src/cli/simulate/random.ts';
import { textOf } from '../../src/cli/simulate/typed.ts';
import { commands } from '../../src/domain/sms/commands/index.ts';
import type { Area } from '../slips/area.ts';
import { makeMessage } from '../slips/make-message.ts';

/** Sorts of input, and how many in a hundred there are of each. */
const mix = [
  ['bytes', 40],
  ['characters', 15],
  ['digits', 20],
  ['command', 15],
  ['mutated', 10],
] as const;

export type InputKind = (typeof mix)[number][0];
export const inputKinds: readonly InputKind[] = mix.map(([kind]) => kind);

const longest = 2_000;
/** As long as people's messages; the others may have any length. */
const shareOfShort = 0.5;
const shortMessage = 160;

const hundred = mix.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));
const digitSigns = '0123456789012345678901234567890123456789 .-/,\nOlS'.split('');
const heads = [
  'LATIH ',
  'F 7-16 ',
  'F716 ART1 ',
  'NAMA 7-16 ',
  '1/2 ',
  ...commands.flatMap(({ keyword }) => [keyword, `${keyword} 7-16 `]),
];
const encoder = new TextEncoder();

/** One input of the mix. */
export function makeBytes(
  making: Making,
  area: Area,
): { readonly kind: InputKind; readonly bytes: Uint8Array } {
  const { random } = making;
  const kind = random.pick(hundred);
  return { kind, bytes: makers[kind](making, area, lengthOf(random)) };
}

const makers: Readonly<Record<InputKind, (making: Making, area: Area, length: number) => Uint8Array>> = {
  bytes: ({ random }, _, length) => Uint8Array.from({ length }, () => random.integer(0, 255)),
  characters: ({ random }, _, length) => encoder.encode(text(length, () => codePoint(random))),
  digits: ({ random }, _, length) => encoder.encode(text(length, () => random.pick(digitSigns))),
  command: ({ random }, _, length) =>
    encoder.encode(random.pick(heads) + text(length, () => random.pick(digitSigns))),
  mutated: (making, area) => mutate(making.random, encoder.encode(textOf(makeMessage(making, area)))),
};

function lengthOf(random: Random): number {
  return random.integer(0, random.unit() < shareOfShort ? shortMessage : longest);
}

function text(length: number, make: () => string): string {
  return Array.from({ length }, make).join('');
}

/** Half of them ASCII, the others of any plane; halves of pairs are none. */
function codePoint(random: Random): string {
  if (random.unit() < 0.5) return String.fromCodePoint(random.integer(0x00, 0x7f));
  const code = random.integer(0x80, random.unit() < 0.8 ? 0xffff : 0x10ffff);
  return code >= 0xd800 && code <= 0xdfff ? ' ' : String.fromCodePoint(code);
}

/** One to five bytes changed, lost or added. */
function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const mutated = [...bytes];
  for (let left = random.integer(1, 5); left > 0; left -= 1) {
    const at = random.integer(0, mutated.length);
    const lost = random.integer(0, 1);
    const added = random.unit() < 0.5 ? [random.integer(0x20, 0x7e)] : [];
    mutated.splice(at, lost, ...added);
  }
  return Uint8Array.from(mutated);
}
