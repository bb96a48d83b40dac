/**
 * Stands in a kept list of tokens where a secret was typed, and where tokens were left out. No token can be it: they
 * are what lies between the signs `*`.
 */
export const mask = '*';

/** A list of tokens with the masks of what is kept of it. */
export function maskedAs(tokens: readonly string[], kept: readonly string[]): string[] {
  return tokens.map((token, index) => (kept[index] === mask ? mask : token));
}
