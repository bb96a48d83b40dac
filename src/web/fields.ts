/** The fields of a query or form; a field sent more than once holds all its values. */
export interface Fields {
  readonly values: Readonly<Record<string, string | string[]>>;
  /** Bytes of the fields that were no valid UTF-8. */
  readonly raw: ReadonlyMap<string, Uint8Array>;
}

const maxFields = 100;

/**
 * Parses `application/x-www-form-urlencoded` bytes given as latin1 text, so that a text that is no UTF-8 keeps its
 * bytes. The values have no prototype: a field called `__proto__` is a field.
 *
 * @returns the fields, or one line that says what is wrong.
 */
export function parseFields(encoded: string): Fields | string {
  const values: Record<string, string | string[]> = Object.create(null);
  const raw = new Map<string, Uint8Array>();
  if (encoded === '') return { values, raw };
  const pairs = encoded.split('&');
  if (pairs.length > maxFields) return `body: more than ${maxFields} fields`;
  for (const pair of pairs) {
    if (pair === '') continue;
    const split = pair.indexOf('=');
    const name = decode(split < 0 ? pair : pair.slice(0, split));
    if (name === null) return 'body: malformed percent-encoding in a field name';
    const value = decode(split < 0 ? '' : pair.slice(split + 1));
    if (value === null) return `${printable(name.text)}: malformed percent-encoding`;
    if (value.bytes) raw.set(name.text, value.bytes);
    const before = values[name.text];
    values[name.text] = before === undefined ? value.text : [before, value.text].flat();
  }
  return { values, raw };
}

interface Decoded {
  readonly text: string;
  /** Set when the bytes are no valid UTF-8. */
  readonly bytes?: Uint8Array;
}

/** Null for a percent sign that no two hex digits follow. */
function decode(latin1: string): Decoded | null {
  const spaced = latin1.includes('+') ? latin1.replaceAll('+', ' ') : latin1;
  if (!/[%\x80-\xff]/.test(spaced)) return { text: spaced };
  if (/%(?![0-9a-f]{2})/i.test(spaced)) return null;
  const bytes = Buffer.from(spaced.replaceAll(/%(..)/g, fromHex), 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !Buffer.from(text).equals(bytes) ? { text, bytes } : { text };
}

function fromHex(_escape: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** A field's name as it may stand in an answer of one line. */
function printable(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '').slice(0, 64) || 'body';
}
