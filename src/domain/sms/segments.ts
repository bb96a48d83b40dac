import { isGsm7, septets } from './gsm7.ts';

/** What an operator carries texts in, before it falls back to UCS-2; `ucs2`: it carries nothing else. */
export const smsAlphabets = ['gsm7', 'latin1', 'ucs2'] as const;
export type SmsAlphabet = (typeof smsAlphabets)[number];

/** Units of a message alone, and of each part where there are several (6 octets go to the header). */
const limits = {
  gsm7: { alone: 160, part: 153 },
  latin1: { alone: 140, part: 134 },
  ucs2: { alone: 70, part: 67 },
} as const satisfies Record<SmsAlphabet, object>;

/** Whether a text needs no other alphabet than the operator's. */
export function fitsAlphabet(text: string, alphabet: SmsAlphabet): boolean {
  if (alphabet === 'gsm7') return isGsm7(text);
  return alphabet === 'ucs2' || /^[\0-\xff]*$/.test(text);
}

/**
 * How many SMS segments a text takes: with GSM-7 160 or 153 septets, with Latin-1 140 or 134 characters; 70 or 67
 * UTF-16 units where the alphabet can't hold it. An escape pair or a surrogate pair is never split between two
 * segments. An empty text is one segment. Source: 3GPP TS 23.040, 9.2.3.24.1.
 */
export function segmentCount(text: string, alphabet: SmsAlphabet = 'gsm7'): number {
  const used = fitsAlphabet(text, alphabet) ? alphabet : 'ucs2';
  const { alone, part } = limits[used];
  const widthOf = used === 'gsm7' ? septets : (character: string) => character.length;
  if (widthOf(text) <= alone) return 1;
  let count = 1;
  let filled = 0;
  for (const character of text) {
    const width = widthOf(character);
    if (filled + width > part) {
      count += 1;
      filled = 0;
    }
    filled += width;
  }
  return count;
}
