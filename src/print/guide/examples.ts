import { z } from 'zod';
import { shortReference } from '../../domain/identity/short-reference.ts';
import { packBlock } from '../../domain/instrument/digits.ts';
import { type Block, type Form, formNamed, type Instrument } from '../../domain/instrument/instrument.ts';
import type { Answers, Text } from '../../domain/instrument/types.ts';
import { outcomes } from '../../domain/report/types.ts';
import { codeOf } from '../../domain/sms/mend/item-codes.ts';
import { mendableItems } from '../../domain/sms/mend/scope.ts';

const Idbdt = z.string().regex(/^\d{16}$/);
const Column = z.string().min(1);
const Units = z.array(z.record(Column, z.union([z.number().int(), z.string(), z.null()]))).min(1);
/** What a message says, in every language. */
const Note = z.tuple([z.string(), z.string()]).transform(([id, en]): Text => ({ id, en }));
const Named = z.strictObject({ name: z.string(), address: z.string() });

/** A made-up household, from which the messages of the guide are made. */
export const Examples = z.strictObject({
  received_at: z.iso.datetime().transform((text) => new Date(text)),
  household: Idbdt,
  head: z.string(),
  messages: z.array(
    z.strictObject({ form: z.string(), note: Note.optional(), partner: Idbdt.optional(), units: Units }),
  ),
  mends: z
    .array(z.strictObject({ note: Note, member: z.int().optional(), column: Column, typed: z.string() }))
    .min(1),
  names: z.strictObject({
    member: z.strictObject({ number: z.int(), name: z.string() }),
    head: Named,
    proposal: Named,
  }),
  replies: z.array(
    z.strictObject({ outcome: z.enum(outcomes), reported: z.boolean().default(false), text: z.string() }),
  ),
});
export type Examples = z.infer<typeof Examples>;

/** A message of the guide. */
export interface ExampleLine {
  readonly text: string;
  /** What it says, where that is not plain. */
  readonly note?: Text | undefined;
}

export type ExampleMessage = Examples['messages'][number];

/**
 * Writes an example as it is typed: in groups as the form has them, packed by the instrument.
 *
 * @throws Error where the example lacks an answer that is asked: a fault of its file.
 */
export function messageText(instrument: Instrument, examples: Examples, example: ExampleMessage): string {
  const form = formNamed(instrument, example.form);
  const units = example.units.map((answers) => unitGroups(form, answers));
  return [
    keywordOf(instrument, form),
    shortReference(examples.household),
    ...units.flat(),
    ...(example.partner === undefined ? [] : [shortReference(example.partner)]),
  ].join(' ');
}

/** Forms that are told apart by their length share a keyword: that of the first with their key and blocks. */
export function keywordOf(instrument: Instrument, form: Form): string {
  return [...instrument.forms.values()].find((other) => isVariant(other, form))?.name ?? form.name;
}

/** Whether two forms ask the same things of the same members, families or businesses. */
export function isVariant(one: Form, other: Form): boolean {
  const blocksOf = ({ blocks }: Form) => blocks.map(({ name }) => name).join();
  return one === other || (one.repeats && one.key === other.key && blocksOf(one) === blocksOf(other));
}

/** Whether the key is typed before the digits of the blocks. */
export function isKeyApart({ key, blocks }: Form): boolean {
  return key !== null && !blocks.some(({ items }) => items.includes(key));
}

/** An `F` for each of the examples. */
export function mendLines(instrument: Instrument, { household, mends }: Examples): ExampleLine[] {
  return mends.map(({ note, member, column, typed }) => {
    const items = mendableItems(instrument, member === undefined ? 'household' : 'member');
    const item = items.find((one) => one.column === column);
    if (item === undefined) throw new Error(`The examples mend ${column}, which F cannot`);
    const scope = member === undefined ? [] : [`ART${member}`];
    return { note, text: ['F', shortReference(household), ...scope, codeOf(items, item), typed].join(' ') };
  });
}

/** The messages that carry names: of a member, of the head with the address, of a new household. */
export function nameTexts({ household, names }: Examples) {
  const reference = shortReference(household);
  const { member, head, proposal } = names;
  return {
    member: `NAMA ${reference} ${String(member.number).padStart(2, '0')} ${member.name}`,
    head: `NAMA ${reference} 00 ${head.name} / ${head.address}`,
    proposal: `BARU ${proposal.name} / ${proposal.address}`,
  };
}

function unitGroups(form: Form, answers: Answers): string[] {
  const whole = withUnasked(form, answers);
  const { key } = form;
  const keyGroup =
    key !== null && isKeyApart(form) ? [String(whole[key.column]).padStart(key.width, '0')] : [];
  return [...keyGroup, ...form.blocks.flatMap((block) => blockGroups(block, whole))];
}

/** An identifier stands by itself, as it does on its card. */
function blockGroups(block: Block, answers: Answers): string[] {
  const groups: string[] = [];
  let open = false;
  for (const item of block.items) {
    const digits = packBlock({ ...block, items: [item] }, answers);
    const isAlone = item.kind === 'identifier';
    if (open && !isAlone) groups.push(`${groups.pop() ?? ''}${digits}`);
    else groups.push(digits);
    open = !isAlone;
  }
  return groups;
}

/** What is not asked is NULL. */
function withUnasked(form: Form, answers: Answers): Answers {
  const unasked = form.blocks
    .flatMap(({ items }) => items)
    .filter(({ askedIf, column }) => askedIf !== null && answers[column] === undefined)
    .map(({ column }) => [column, null] as const);
  return { ...answers, ...Object.fromEntries(unasked) };
}
