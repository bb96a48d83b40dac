import { shortReference } from '../../domain/identity/short-reference.ts';

/** What a phone keys in to report a visit, screen by screen: dial, menu, household, digits, confirmation. */
export function visitDialogue(idbdt: string, digits: string): readonly (readonly string[])[] {
  const keys = ['1', shortReference(idbdt).replace('-', ''), digits, '1'];
  return [[], ...keys.map((_, index) => keys.slice(0, index + 1))];
}
