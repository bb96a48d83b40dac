import type { Block, Form, Instrument, Item } from '../../domain/instrument/instrument.ts';
import { isKeyApart, isVariant } from './examples.ts';

/** Where an item stands in the digits of a form, or of one member, family or business: 1 is the first digit. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Forms that share a keyword: what they ask, and where it stands in each. */
export interface FormGroup {
  /** The one that asks most. */
  readonly form: Form;
  /** It and the shorter ones. */
  readonly variants: readonly Form[];
}

/** The forms of an instrument by the keyword that reports them, in its order. */
export function formGroups(instrument: Instrument): FormGroup[] {
  const forms = [...instrument.forms.values()];
  return forms
    .filter((form) => forms.find((other) => isVariant(other, form)) === form)
    .map((form) => ({ form, variants: forms.filter((other) => isVariant(form, other)) }));
}

/** Digits that one message, member, family or business takes. */
export function typedWidth(form: Form): number {
  return form.width + (isKeyApart(form) ? (form.key?.width ?? 0) : 0);
}

/** What is typed of a form, block by block: the key first where it stands apart. */
export function typedBlocks(form: Form): Block[] {
  const { key, blocks } = form;
  if (key === null || !isKeyApart(form)) return [...blocks];
  return blocks.map((block, index) =>
    index > 0 ? block : { ...block, items: [key, ...block.items], width: block.width + key.width },
  );
}

/** Where each item stands. */
export function placesIn(form: Form): ReadonlyMap<Item, Place> {
  const places = new Map<Item, Place>();
  let before = 0;
  for (const item of typedBlocks(form).flatMap(({ items }) => items)) {
    places.set(item, { from: before + 1, to: before + item.width });
    before += item.width;
  }
  return places;
}
