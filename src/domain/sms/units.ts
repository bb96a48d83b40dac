import { unpackForm } from '../instrument/digits.ts';
import type { Form, Item } from '../instrument/instrument.ts';
import { readItem } from '../instrument/read-item.ts';
import type { Answer, Answers, Problem } from '../instrument/types.ts';

/** What a message says of one member, family or business. */
export interface Unit {
  /** Their number, 1-99; null where it could not be read. */
  readonly number: number | null;
  /** The number itself left out. */
  readonly answers: Answers;
  readonly capped: readonly string[];
  /** In the order of the form; each says whom it is about. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the digits of a repeated form.
 *
 * @param body digits of one or more units, `width` each.
 * @param receivedOn local day of receipt, `YYYY-MM-DD`.
 */
export function readUnits(form: Form, body: string, width: number, receivedOn: string): Unit[] {
  const count = Math.floor(body.length / width);
  const pieces = Array.from({ length: count }, (_, index) => body.slice(index * width, (index + 1) * width));
  const units = pieces.map((digits) => readUnit(form, digits, receivedOn));
  const seen = new Set<number | null>();
  return units.map((unit) => {
    const isTwice = unit.number !== null && seen.has(unit.number);
    seen.add(unit.number);
    return isTwice ? { ...unit, problems: [twiceProblem(form, unit.number), ...unit.problems] } : unit;
  });
}

function readUnit(form: Form, digits: string, receivedOn: string): Unit {
  const { key } = form;
  const apart = digits.length - form.width;
  const { answers, capped, problems } = unpackForm(form, digits.slice(apart), receivedOn);
  if (key === null) return { number: null, answers, capped, problems };
  const read = apart > 0 ? readKey(form, key, digits.slice(0, apart), receivedOn) : answers[key.column];
  const number = typeof read === 'number' ? read : null;
  const ownProblems = typeof read === 'object' && read !== null ? [read, ...problems] : problems;
  const { [key.column]: _, ...others } = answers;
  const about = number === null ? {} : { member: number };
  return { number, answers: others, capped, problems: ownProblems.map((one) => ({ ...one, ...about })) };
}

function readKey(form: Form, key: Item, typed: string, receivedOn: string): Answer | Problem {
  return readItem({ form, block: form.blocks[0]?.name ?? '', receivedOn }, key, typed, 'holds');
}

function twiceProblem({ key }: Form, number: number | null): Problem {
  const of = key === null ? {} : { column: key.column, number: key.number };
  return { kind: 'twice', severity: 'reject', ...of, typed: String(number), member: number ?? 0 };
}
