import { allowedText } from '../../instrument/allowed-text.ts';
import { formatDay, isRealDate } from '../../instrument/calendar.ts';
import { evaluate } from '../../instrument/condition.ts';
import type { Form, Item } from '../../instrument/instrument.ts';
import { readItem } from '../../instrument/read-item.ts';
import type { Answer, Answers, Problem, ProblemKind } from '../../instrument/types.ts';
import { longestText } from '../written.ts';
import { type TypedValue, widthOf } from './take-value.ts';

/** `F` narrows no codes. */
const anyForm: Form = {
  name: 'F',
  title: { id: 'F', en: 'F' },
  blocks: [],
  width: 0,
  partner: null,
  allowed: new Map(),
  repeats: false,
  key: null,
};

/**
 * Reads what was typed for one item. Zeros in front may be left out; a written answer must fit its column.
 *
 * @param answers those of the same household or member, those mended before it included.
 * @param receivedOn local day of receipt, `YYYY-MM-DD`.
 */
export function readAnswer(
  item: Item,
  value: TypedValue,
  answers: Answers,
  receivedOn: string,
): Answer | Problem {
  const asked = item.askedIf === null ? 'holds' : evaluate(item.askedIf, answers);
  if (item.kind === 'text') {
    if (asked === 'fails') return itemProblem(item, 'not-asked', value.text);
    const longest = longestText(item);
    if (value.text.length <= longest) return value.text;
    return { ...itemProblem(item, 'out-of-range', ''), allowed: `1-${longest}` };
  }
  const { digits } = value;
  const width = widthOf(item);
  if (digits === null) return itemProblem(item, 'not-digits', value.text);
  const isExact = item.kind === 'date' || item.kind === 'identifier';
  if (digits.length > width || (isExact && digits.length < width && !/^0+$/.test(digits))) {
    return itemProblem(
      item,
      item.width === 4 && item.kind === 'date' ? 'not-a-date' : 'out-of-range',
      digits,
    );
  }
  if (item.width === 0) return readBirthday(item, digits, receivedOn);
  return readItem({ form: anyForm, block: '', receivedOn }, item, digits.padStart(width, '0'), asked);
}

/** DDMMYYYY, not after the day of receipt. */
function readBirthday(item: Item, digits: string, receivedOn: string): Answer | Problem {
  const [day, month, year] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].map(Number);
  if (day !== undefined && month !== undefined && year !== undefined && isRealDate(year, month, day)) {
    const date = formatDay(year, month, day);
    if (date <= receivedOn) return date;
  }
  return { ...itemProblem(item, 'out-of-range', digits), allowed: 'DDMMYYYY' };
}

/** A problem of one item; a number of a person is not said back. */
export function itemProblem(item: Item, kind: ProblemKind, typed: string): Problem {
  const { column, number, rule } = item;
  const broken = kind === 'not-asked' && rule !== null ? { rule } : {};
  const said = item.kind === 'identifier' ? '' : typed;
  return { kind, severity: 'reject', ...broken, column, number, typed: said, allowed: allowedText(item) };
}
