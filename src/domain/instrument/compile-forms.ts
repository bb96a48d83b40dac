import { makeBlock } from './compile-items.ts';
import type { Block, Form, Item } from './instrument.ts';
import type { FormFile, InstrumentFile } from './schema.ts';

interface Context {
  readonly blocks: ReadonlyMap<string, Block>;
  readonly items: ReadonlyMap<string, Item>;
  readonly say: (problem: string) => void;
}

/** Compiles the forms over compiled blocks; what is wrong is added to `problems`. */
export function compileForms(
  file: InstrumentFile,
  blocks: ReadonlyMap<string, Block>,
  items: ReadonlyMap<string, Item>,
  problems: string[],
): Map<string, Form> {
  return new Map(
    Object.entries(file.forms).map(([name, form]) => {
      const say = (problem: string) => problems.push(`form ${name}: ${problem}`);
      return [name, compileForm({ blocks, items, say }, name, form)];
    }),
  );
}

function compileForm(context: Context, name: string, entry: FormFile): Form {
  const blocks = Object.entries(entry.blocks).map(([block, columns]) => formBlock(context, block, columns));
  const form: Form = {
    name,
    title: entry.title,
    blocks,
    width: blocks.reduce((sum, block) => sum + block.width, 0),
    partner: entry.partner === undefined ? null : itemNamed(context, entry.partner),
    allowed: new Map(Object.entries(entry.allowed)),
    repeats: entry.repeats,
    key: entry.key === undefined ? null : itemNamed(context, entry.key),
  };
  checkOrder(context, form);
  checkAllowed(context, form);
  if (form.repeats !== (form.key !== null)) context.say('a form repeats exactly when it has a key');
  return form;
}

function formBlock(context: Context, name: string, columns: 'all' | readonly string[]): Block {
  const block = context.blocks.get(name);
  if (block === undefined) {
    context.say(`there is no block ${name}`);
    return makeBlock(name, { id: name, en: name }, []);
  }
  if (columns === 'all')
    return makeBlock(
      name,
      block.title,
      block.items.filter((item) => item.width > 0),
    );
  const items = columns.map((column) => itemNamed(context, column)).filter((item) => item !== null);
  return makeBlock(name, block.title, items);
}

function itemNamed(context: Context, column: string): Item | null {
  const item = context.items.get(column) ?? null;
  if (item === null) context.say(`there is no column ${column}`);
  return item;
}

/** Digits are read from left to right: a condition may only look at what was typed before. */
function checkOrder({ say }: Context, form: Form): void {
  const before = new Set<string>();
  const follow = form.partner ? [form.partner] : [];
  for (const item of [...form.blocks.flatMap((block) => block.items), ...follow]) {
    if (item.width === 0) say(`${item.column} has no width`);
    if (before.has(item.column)) say(`${item.column} is there twice`);
    for (const term of item.askedIf?.terms ?? []) {
      if (!before.has(term.column))
        say(`${item.column} is asked by ${term.column}, which does not come before it`);
    }
    before.add(item.column);
  }
  if (form.partner && !form.partner.askedIf) say(`the partner ${form.partner.column} has no asked_if`);
}

function checkAllowed({ say }: Context, form: Form): void {
  const items = new Map(form.blocks.flatMap((block) => block.items).map((item) => [item.column, item]));
  for (const [column, codes] of form.allowed) {
    const known = items.get(column)?.codes;
    if (!known) say(`allowed names ${column}, which is no coded item of the form`);
    else if (!codes.every((code) => known.has(code))) say(`allowed gives ${column} a code out of its list`);
  }
}
