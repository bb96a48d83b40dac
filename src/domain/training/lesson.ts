import type { Block, Form, Instrument } from '../instrument/instrument.ts';

/** One lesson: a group of items as one form has them. */
export interface Lesson {
  /** Stable name, such as `rt-housing`; stands in addresses and with results. */
  readonly id: string;
  readonly form: Form;
  readonly block: Block;
}

/** A lesson for each block of each form. Forms that ask the same as one before them and less teach nothing new. */
export function lessonsOf(instrument: Instrument): Lesson[] {
  const forms = [...instrument.forms.values()];
  return forms
    .filter((form, index) => !forms.slice(0, index).some((earlier) => isShorter(form, earlier)))
    .flatMap((form) => form.blocks.map((block) => ({ id: lessonId(form, block), form, block })));
}

/** A lesson by its id, or null. */
export function lessonOf(instrument: Instrument, id: string): Lesson | null {
  return lessonsOf(instrument).find((lesson) => lesson.id === id) ?? null;
}

function lessonId(form: Form, block: Block): string {
  return `${form.name}-${block.name}`.toLowerCase().replaceAll('_', '-');
}

/** Whether a form asks the same members, families or businesses, and nothing that the earlier one does not. */
function isShorter(form: Form, earlier: Form): boolean {
  const known = new Set(columnsOf(earlier));
  return form.repeats && form.key === earlier.key && columnsOf(form).every((column) => known.has(column));
}

function columnsOf({ blocks }: Form): string[] {
  return blocks.flatMap(({ items }) => items.map(({ column }) => column));
}
