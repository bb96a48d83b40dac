import type { ParsedMessage } from './parse.ts';

/** A receipt code: no letter or digit that is mistaken for another. */
const receiptCode = /^[A-HJ-NP-Z2-9]{5}$/;

/** Whether a text in capitals is a receipt. */
export function isReceipt(text: string): boolean {
  return receiptCode.test(text);
}

/** The receipt that a message is about, whole or in pieces; empty where it names none. */
export function typedReceipt({ words }: ParsedMessage): string {
  return words.join('');
}
