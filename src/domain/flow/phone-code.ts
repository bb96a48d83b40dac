/** What the phones of the gateway itself dial. */
export const phoneCode = '*384*94#';

const dialled = /^\*384\*94(?:\*([^#]*))?#$/;

/** What was dialled behind the code of the gateway's own phones; null for another code. */
export function tokensDialled(line: string): readonly string[] | null {
  const dial = dialled.exec(line);
  if (!dial) return null;
  return dial[1] === undefined ? [] : dial[1].split('*');
}

/** How a transcript writes that a code was dialled. */
export function dialLine(tokens: readonly string[]): string {
  return tokens.length === 0 ? 'dial' : `dial ${tokens.join('*')}`;
}
