import { type Condition, parseCondition } from './condition.ts';
import type { Block, Item } from './instrument.ts';
import type { InstrumentFile, ItemFile } from './schema.ts';
import type { Text } from './types.ts';

interface Context {
  readonly file: InstrumentFile;
  readonly problems: string[];
  /** Numbers of the rules on `asked_if`, by column. */
  readonly rules: ReadonlyMap<string, number>;
  readonly codesRule: number | null;
}

interface Compiled {
  readonly blocks: Map<string, Block>;
  readonly items: Map<string, Item>;
}

/** Compiles every block and item of the file; what is wrong is added to `problems`. */
export function compileBlocks(file: InstrumentFile, problems: string[]): Compiled {
  const codesRule = file.rules.find((rule) => rule.by === 'codes')?.number ?? null;
  const context: Context = { file, problems, rules: rulesByColumn(file), codesRule };
  const items = new Map<string, Item>();
  const blocks = new Map<string, Block>();
  for (const [name, block] of Object.entries(file.blocks)) {
    const own: Item[] = [];
    for (const [column, entry] of Object.entries(block.items)) {
      if (items.has(column)) problems.push(`${column}: the column is in two blocks`);
      const item = compileItem(context, column, entry, entry.stored ? block.table : null);
      items.set(column, item);
      own.push(item);
    }
    blocks.set(name, makeBlock(name, block.title, own));
  }
  for (const pair of file.pairs) {
    if (!(pair in file.code_lists)) problems.push(`pairs: there is no code list ${pair}`);
  }
  checkRules(context, items);
  for (const item of items.values()) {
    if (item.askedIf) checkCondition(`${item.column}: asked_if`, item.askedIf, items, problems);
  }
  return { blocks, items };
}

/** A block with its width. */
export function makeBlock(name: string, title: Text, items: readonly Item[]): Block {
  return { name, title, items, width: items.reduce((sum, item) => sum + item.width, 0) };
}

function compileItem(context: Context, column: string, entry: ItemFile, table: Item['table']): Item {
  const item: Item = {
    column,
    number: entry.number,
    label: entry.label,
    short: entry.short,
    width: entry.width,
    kind: entry.kind,
    storeType: entry.store,
    table,
    codes: codesOf(context, column, entry),
    otherPair: otherPairOf(context.file, entry),
    range: entry.range ?? null,
    askedIf: conditionOf(context, column, entry),
    cappedAt: entry.capped_at ?? null,
    areZerosNone: entry.zeros_are_none,
    rule: context.rules.get(column) ?? null,
    codesRule: entry.codes === undefined ? null : context.codesRule,
  };
  checkItem(item, context.problems);
  return item;
}

function codesOf({ file, problems }: Context, column: string, entry: ItemFile): Item['codes'] {
  if (entry.codes === undefined) return null;
  const list = typeof entry.codes === 'string' ? file.code_lists[entry.codes] : entry.codes;
  if (list === undefined) {
    problems.push(`${column}: there is no code list ${String(entry.codes)}`);
    return null;
  }
  return new Map(Object.entries(list).map(([code, label]) => [Number(code), label]));
}

function otherPairOf(file: InstrumentFile, entry: ItemFile): Item['otherPair'] {
  if (typeof entry.codes !== 'string') return null;
  const [first, second] = file.pairs;
  const other = entry.codes === first ? second : entry.codes === second ? first : null;
  if (other === null) return null;
  return new Set(Object.keys(file.code_lists[other] ?? {}).map(Number));
}

function conditionOf({ problems }: Context, column: string, entry: ItemFile): Condition | null {
  if (entry.asked_if === undefined) return null;
  const condition = parseCondition(entry.asked_if);
  if (condition === null) problems.push(`${column}: asked_if "${entry.asked_if}" cannot be read`);
  return condition;
}

function checkItem(item: Item, problems: string[]): void {
  const say = (problem: string) => problems.push(`${item.column}: ${problem}`);
  const needsCodes = item.kind === 'code' || item.kind === 'bitsum';
  if (needsCodes && item.codes === null) say(`kind ${item.kind} needs codes`);
  if (!needsCodes && item.codes !== null) say(`kind ${item.kind} has no codes`);
  const needsRange = item.kind === 'count' || item.kind === 'bitsum';
  if (needsRange && item.range === null) say(`kind ${item.kind} needs a range`);
  if (item.kind === 'date' && item.width !== 4 && item.width !== 0)
    say('a date is typed with 4 digits, DDMM');
  if (item.kind === 'text' && item.width !== 0) say('a text is not typed as digits: its width is 0');
  if (item.range && item.range[0] > item.range[1]) say('the range is upside down');
  if (item.cappedAt !== null && item.cappedAt !== item.range?.[1])
    say('capped_at is not the end of the range');
  const largest = item.range?.[1] ?? Math.max(0, ...(item.codes?.keys() ?? []));
  if (item.width > 0 && largest >= 10 ** item.width) say(`${item.width} digits cannot hold ${largest}`);
}

/** A condition looks at items answered by a number, and names answers that these can have. */
export function checkCondition(
  place: string,
  condition: Condition,
  items: ReadonlyMap<string, Item>,
  problems: string[],
): void {
  for (const term of condition.terms) {
    const source = items.get(term.column);
    if (source === undefined) {
      problems.push(`${place} names ${term.column}, which is no item`);
      continue;
    }
    const isPossible = (value: number) =>
      source.codes?.has(value) ??
      (source.range !== null && value >= source.range[0] && value <= source.range[1]);
    for (const value of term.spans.flat()) {
      if (!isPossible(value)) problems.push(`${place}: ${term.column} is never ${value}`);
    }
  }
}

function rulesByColumn(file: InstrumentFile): Map<string, number> {
  const byColumn = new Map<string, number>();
  for (const rule of file.rules) {
    if (rule.by !== 'asked_if') continue;
    for (const column of rule.items) byColumn.set(column, rule.number);
  }
  return byColumn;
}

function checkRules({ file, problems }: Context, items: ReadonlyMap<string, Item>): void {
  const numbers = new Set<number>();
  for (const rule of file.rules) {
    if (numbers.has(rule.number)) problems.push(`rule ${rule.number} is there twice`);
    numbers.add(rule.number);
    if (rule.by !== 'asked_if') continue;
    for (const column of rule.items) {
      if (!items.get(column)?.askedIf) problems.push(`rule ${rule.number}: ${column} has no asked_if`);
    }
  }
}
