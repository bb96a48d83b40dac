import type { Form, Item } from './instrument.ts';

/**
 * What may be typed for an item, as a person reads it, without words: `1-10`, `3/4`, `001-999`, `DDMM`;
 * `0-9 x16` for sixteen digits; empty for an item that is not typed.
 */
export function allowedText(item: Item): string {
  if (item.width === 0) return '';
  if (item.kind === 'date') return 'DDMM';
  if (item.range) return item.range.map((end) => String(end).padStart(item.width, '0')).join('-');
  if (item.codes) return codesText([...item.codes.keys()]);
  return `0-9 x${item.width}`;
}

/** The same within a form, which may narrow an item's codes. */
export function allowedTextIn(form: Form, item: Item): string {
  const allowed = form.allowed.get(item.column);
  return allowed ? codesText(allowed) : allowedText(item);
}

function codesText(codes: readonly number[]): string {
  const first = codes[0] ?? 0;
  const isRun = codes.every((code, index) => code === first + index);
  return isRun && codes.length > 2 ? `${first}-${first + codes.length - 1}` : codes.join('/');
}
