/** The GSM 7-bit default alphabet; one septet each. Source: 3GPP TS 23.038, 6.2.1. */
export const gsm7Basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension table; an escape and a character, two septets. Source: 3GPP TS 23.038, 6.2.1.1. */
export const gsm7Extension = '\f^{}\\[~]|€';

const widths: ReadonlyMap<string, 1 | 2> = new Map([
  ...[...gsm7Basic].map((character) => [character, 1] as const),
  ...[...gsm7Extension].map((character) => [character, 2] as const),
]);

/** The same by UTF-16 unit, 0 for what GSM-7 lacks: every answer is measured several times. */
const unitWidths = new Uint8Array(0x1_0000);
for (const [character, width] of widths) unitWidths[character.charCodeAt(0)] = width;

/** Septets of one character: 1 or 2, null for a character that GSM-7 lacks. */
export function septetsOf(character: string): 1 | 2 | null {
  return widths.get(character) ?? null;
}

/**
 * Length of a text in septets. A character that GSM-7 lacks counts 1, as the `?` that would stand for it:
 * ask `isGsm7` first where that matters.
 */
export function septets(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isSecondHalf(text, at)) sum += unitWidths[unit] || 1;
  }
  return sum;
}

/** Whether every character of a text is in the GSM-7 alphabet or its extension. */
export function isGsm7(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!unitWidths[text.charCodeAt(at)]) return false;
  return true;
}

/** Whether a unit is the second half of a surrogate pair. */
function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0xdc00 || code > 0xdfff || at === 0) return false;
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** The characters that GSM-7 lacks, each once, in order of appearance. */
export function unencodable(text: string): string[] {
  return [...new Set(text)].filter((character) => !widths.has(character));
}

/** The longest beginning of a text that fits into a number of septets; an escape pair is never split. */
export function cutToSeptets(text: string, limit: number): string {
  let sum = 0;
  let kept = '';
  for (const character of text) {
    sum += septetsOf(character) ?? 1;
    if (sum > limit) return kept;
    kept += character;
  }
  return kept;
}
