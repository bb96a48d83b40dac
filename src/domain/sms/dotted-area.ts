/** The code of an area as answers print it, `9.415.010`, at the head of a text. */
const dotted = /^[^\p{L}\p{N}]*\d(?:\.\d{3}){1,3}(?![\p{L}\p{N}.,]*\d)/u;

/** A text with the dots taken out of the area code that it begins with, so that it can be copied from an answer. */
export function withoutAreaDots(text: string): string {
  const [head = ''] = dotted.exec(text) ?? [];
  return head.replaceAll('.', '') + text.slice(head.length);
}
