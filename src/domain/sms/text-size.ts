import { isGsm7, septets } from './gsm7.ts';

/** How much of what an operator allows a text takes. */
export interface TextSize {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 units where GSM-7 can't hold the text. */
  readonly units: number;
  readonly limit: number;
}

/**
 * The size of a screen or of an SMS on its own.
 *
 * @param septetLimit of GSM-7; in UCS-2 the same octets hold fewer units: 160 septets are 140 octets, 70 units.
 */
export function textSize(text: string, septetLimit: number): TextSize {
  if (isGsm7(text)) return { alphabet: 'GSM-7', units: septets(text), limit: septetLimit };
  const octets = Math.floor((septetLimit * 7) / 8);
  return { alphabet: 'UCS-2', units: text.length, limit: Math.floor(octets / 2) };
}
