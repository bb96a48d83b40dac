import { allowedTextIn } from '../instrument/allowed-text.ts';
import type { Form, Item } from '../instrument/instrument.ts';
import type { View } from './node-type.ts';
import { isFullWidth } from './typed-item.ts';
import { say } from './words.ts';

export const itemKeys = [
  'screen.item.count',
  'screen.item.date',
  'screen.item.digits',
  'screen.item.sum',
  'screen.item.text',
  'screen.item.birthday',
  'screen.item.reference',
];

/** What may be typed for an item, line by line: its codes with their labels, or how to write it. */
export function itemLines(view: View, form: Form, item: Item): string[] {
  const { language } = view.state;
  const codes = [...(item.codes ?? [])].filter(
    ([code]) => form.allowed.get(item.column)?.includes(code) ?? true,
  );
  const width = isFullWidth(item) ? item.width : 1;
  const lines = codes.map(([code, label]) => `${String(code).padStart(width, '0')} ${label[language]}`);
  if (item.kind === 'bitsum') return [say(view, 'screen.item.sum', { width: item.width }), ...lines];
  return lines.length > 0 ? lines : [writingOf(view, form, item)];
}

/** How an item without codes is written. */
function writingOf(view: View, form: Form, item: Item): string {
  switch (item.kind) {
    case 'date':
      return say(view, item.width === 0 ? 'screen.item.birthday' : 'screen.item.date');
    case 'identifier':
      return say(view, 'screen.item.digits', { width: item.width });
    case 'reference':
      return say(view, 'screen.item.reference');
    case 'text':
      return say(view, 'screen.item.text');
    case 'code':
    case 'count':
    case 'bitsum':
      return say(view, 'screen.item.count', { allowed: allowedTextIn(form, item) });
  }
}
