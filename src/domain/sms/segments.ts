import { isGsm7, septets } from './gsm7.ts';

/** Units of a message alone, and of each part where there are several (6 octets go to the header). */
const limits = {
  gsm7: { alone: 160, part: 153 },
  ucs2: { alone: 70, part: 67 },
} as const;

/**
 * How many SMS segments a text takes: 160 or 153 septets where GSM-7 can hold it, else 70 or 67 UTF-16 units.
 * An escape pair or a surrogate pair is never split between two segments. An empty text is one segment.
 * Source: 3GPP TS 23.040, 9.2.3.24.1.
 */
export function segmentCount(text: string): number {
  const { alone, part } = isGsm7(text) ? limits.gsm7 : limits.ucs2;
  const widthOf = isGsm7(text) ? septets : (character: string) => character.length;
  if (widthOf(text) <= alone) return 1;
  let count = 1;
  let used = 0;
  for (const character of text) {
    const width = widthOf(character);
    if (used + width > part) {
      count += 1;
      used = 0;
    }
    used += width;
  }
  return count;
}
