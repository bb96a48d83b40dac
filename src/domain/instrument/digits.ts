import { blankObject } from '../blank-object.ts';
import { type Answered, evaluate } from './condition.ts';
import type { Block, Form, Item } from './instrument.ts';
import { readItem } from './read-item.ts';
import type { Answer, Answers, Problem } from './types.ts';

/** What a string of digits says. An item that could not be read is absent from the answers. */
export interface Unpacked {
  readonly answers: Answers;
  /** Columns whose count is saturated: "this many or more". */
  readonly capped: readonly string[];
  /** In the order of the form, all of severity `reject`. */
  readonly problems: readonly Problem[];
}

interface Unpacking {
  readonly form: Form;
  readonly receivedOn: string;
  /** Answers that conditions look at; those read are added. */
  readonly answers: Record<string, Answer>;
  readonly capped: string[];
  readonly problems: Problem[];
}

const NO_DIGIT = /\D/;
/** Answers of fewer columns are as quick from nothing. */
const fewColumns = 12;
const blanks = new WeakMap<Form, Answers>();

/** Whether the answers so far have an item asked. An item that hangs on an absent answer is not. */
export function isAsked(item: Item, answers: Answered): boolean {
  return item.askedIf === null || evaluate(item.askedIf, answers) === 'holds';
}

/**
 * Reads the digits of a whole form.
 *
 * @param digits exactly `form.width` of them; else the one problem is that they are too few or too many.
 * @param receivedOn local day of receipt, `YYYY-MM-DD`: the year of DDMM is the newest not after it.
 */
export function unpackForm(form: Form, digits: string, receivedOn: string): Unpacked {
  const misfit = checkDigitCount(digits, form.width);
  if (misfit) return { answers: {}, capped: [], problems: [misfit] };
  const answers: Record<string, Answer> = { ...blankAnswers(form) };
  const unpacking: Unpacking = { form, receivedOn, answers, capped: [], problems: [] };
  let offset = 0;
  for (const block of form.blocks) {
    readBlock(unpacking, block, digits, offset);
    offset += block.width;
  }
  return unpacking.problems.length === 0 ? unpacking : { ...unpacking, answers: readOnes(answers) };
}

/**
 * Reads the digits of one block of a form.
 *
 * @param digits exactly `block.width` of them, as {@link unpackForm}.
 * @param before the answers of the blocks before it, which conditions look back at.
 * @returns the answers of this block only.
 */
export function unpackBlock(
  form: Form,
  block: Block,
  digits: string,
  receivedOn: string,
  before: Answers,
): Unpacked {
  const misfit = checkDigitCount(digits, block.width);
  if (misfit) return { answers: {}, capped: [], problems: [{ ...misfit, block: block.name }] };
  const unpacking: Unpacking = { form, receivedOn, answers: { ...before }, capped: [], problems: [] };
  for (const item of block.items) delete unpacking.answers[item.column];
  readBlock(unpacking, block, digits, 0);
  const answers: Record<string, Answer> = {};
  for (const { column } of block.items) {
    const answer = unpacking.answers[column];
    if (answer !== undefined) answers[column] = answer;
  }
  return { answers, capped: unpacking.capped, problems: unpacking.problems };
}

/**
 * Writes answers as the digits of a form; what {@link unpackForm} reads back.
 *
 * @throws Error for an answer that is absent or too wide: a fault of ours.
 */
export function packForm(form: Form, answers: Answers): string {
  return form.blocks.map((block) => packBlock(block, answers)).join('');
}

/** Writes answers as the digits of one block, as {@link packForm}. */
export function packBlock(block: Block, answers: Answers): string {
  return block.items.map((item) => packItem(item, answers[item.column])).join('');
}

function blankAnswers(form: Form): Answers {
  const known = blanks.get(form);
  if (known !== undefined) return known;
  const columns = form.blocks.flatMap((block) => block.items.map(({ column }) => column));
  const blank: Answers = columns.length > fewColumns ? blankObject(columns) : {};
  blanks.set(form, blank);
  return blank;
}

/** Answers without those that could not be read. */
function readOnes(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined));
}

function readBlock(unpacking: Unpacking, block: Block, digits: string, start: number): void {
  const reading = { form: unpacking.form, block: block.name, receivedOn: unpacking.receivedOn };
  let offset = start;
  for (const item of block.items) {
    const typed = digits.slice(offset, offset + item.width);
    offset += item.width;
    const asked = item.askedIf === null ? 'holds' : evaluate(item.askedIf, unpacking.answers);
    const answer = readItem(reading, item, typed, asked);
    if (typeof answer === 'object' && answer !== null) {
      unpacking.problems.push(answer);
      continue;
    }
    unpacking.answers[item.column] = answer;
    if (item.cappedAt !== null && answer === item.cappedAt) unpacking.capped.push(item.column);
  }
}

function checkDigitCount(digits: string, width: number): Problem | null {
  if (NO_DIGIT.test(digits)) return { kind: 'not-digits', severity: 'reject' };
  if (digits.length === width) return null;
  const by = Math.abs(digits.length - width);
  return { kind: digits.length < width ? 'too-short' : 'too-long', severity: 'reject', by };
}

function packItem(item: Item, answer: Answer | undefined): string {
  if (answer === undefined) throw new Error(`There is no answer to ${item.column}`);
  if (answer === null) return '0'.repeat(item.width);
  const digits = item.kind === 'date' ? dayAndMonth(String(answer)) : String(answer);
  if (digits.length > item.width)
    throw new Error(`The answer to ${item.column} has more than ${item.width} digits`);
  return digits.padStart(item.width, '0');
}

/** `2021-11-24` as `2411`. */
function dayAndMonth(date: string): string {
  return date.slice(8, 10) + date.slice(5, 7);
}
