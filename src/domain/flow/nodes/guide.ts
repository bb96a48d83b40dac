import { z } from 'zod';
import { villageOf } from '../../identity/idbdt.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { localDay } from '../../identity/time-zone.ts';
import type { Form, Item } from '../../instrument/instrument.ts';
import { householdOf, needsHousehold } from '../household-of.ts';
import { itemKeys, itemLines } from '../item-lines.ts';
import { layoutName, layoutOf } from '../layout.ts';
import {
  type Content,
  type FlowNode,
  type NodeType,
  plainNode,
  type Taken,
  type View,
} from '../node-type.ts';
import { blockReasonKeys, itemReason, longestItemReasons } from '../reason.ts';
import { openFormOf, saved } from '../saved.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { navigationOfItem, rightDigits } from '../typed-item.ts';
import { digitsBefore, type Walk, walk } from '../walk.ts';

const Guide = z.strictObject({
  type: z.literal('guide'),
  form: z.enum(dialogueForms),
  /** Columns that the node before asks for; back from the first item behind them leads there. */
  behind: z.array(z.string()).default([]),
  /** Columns that must be the number of a member of the household. */
  members: z.array(z.string()).default([]),
  to: z.string(),
});
type Guide = z.infer<typeof Guide>;

const noSuchMember = 'reason.no-such-member';

/** Asks for a form item by item, each with its code list; only what is asked, in the order of the paper form. */
export const guide: NodeType = {
  type: 'guide',
  bind: (definition) => makeGuide(Guide.parse(definition)),
};

function makeGuide(definition: Guide): FlowNode {
  const { form: formName, to, behind, members } = definition;
  const name = layoutName(formName);
  const isOwn = (view: View) => view.state.form?.form === formName;
  return {
    ...plainNode,
    type: 'guide',
    targets: [to],
    messageKeys: [...itemKeys, ...blockReasonKeys, noSuchMember],
    to,
    isPaged: true,
    isSaved: true,
    needs: (state) => (members.length > 0 ? needsHousehold(state) : plainNode.needs()),
    show(view) {
      const { open, form, place } = standing(view);
      return contentOf(view, open, form, place.item);
    },
    take: (view, token) => takeItem(view, definition, token),
    navigationOf(view) {
      const { form, place } = standing(view);
      return navigationOfItem(form, place.item);
    },
    back: (view) => withoutLast(view, behind),
    reopened: (view) => withoutLast(view, behind) ?? view.state.form,
    isAnswered: (view) => isOwn(view) && walkOf(view, openFormOf(view)).next === null,
    faults: (instrument) => (instrument.forms.has(name) ? [] : [`the instrument has no form ${name}`]),
    longestReasons: (instrument, language) => {
      const form = instrument.forms.get(name);
      const reasons = form ? longestItemReasons(form, itemsOf(form), language) : [];
      return members.length > 0 ? [...reasons, { key: noSuchMember, values: { typed: '88' } }] : reasons;
    },
    longestContents(view) {
      const open = { ...openFormOf(view), form: formName, unit: '88' };
      const form = layoutOf(view.instrument, open);
      return itemsOf(form).map((item) => contentOf(view, open, form, item));
    },
    keystrokes: (instrument) =>
      itemsOf(instrument.forms.get(name))
        .filter(({ column }) => !behind.includes(column))
        .map(({ width }) => width),
  };
}

function itemsOf(form: Form | undefined): readonly Item[] {
  return form?.blocks.flatMap(({ items }) => items) ?? [];
}

function walkOf(view: View, open: OpenForm): Walk {
  return walk(layoutOf(view.instrument, open), open.digits, dayOf(view, open));
}

function dayOf(view: View, { idbdt }: OpenForm): string {
  return localDay(view.beganAt, villageOf(idbdt));
}

function contentOf(view: View, open: OpenForm, form: Form, item: Item): Content {
  const whose = open.unit === undefined ? [] : [`ART ${open.unit}`];
  const title = [shortReference(open.idbdt), ...whose, item.number, item.label[view.state.language]];
  const lines = [title.join(' '), ...itemLines(view, form, item)];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}

/** The item that is asked, and what is answered before it: of a form that is complete the last one once more. */
function standing(view: View) {
  const open = openFormOf(view);
  const form = layoutOf(view.instrument, open);
  const { next, passed, digits } = walkOf(view, open);
  const place = next ?? passed.at(-1);
  if (place === undefined) throw new Error(`Form ${form.name} asks for nothing`);
  return { open, form, place, digits: next ? digits : digitsBefore(form, digits, place) };
}

function takeItem(view: View, { to, members }: Guide, token: string): Taken {
  const { open, form, place, digits } = standing(view);
  const { block, item } = place;
  const typed = rightDigits(form, item, token, dayOf(view, open));
  if (typeof typed !== 'string') return { kind: 'wrong', reason: itemReason(view, typed) };
  if (members.includes(item.column) && !hasMember(view, Number(typed))) {
    return { kind: 'wrong', reason: { key: noSuchMember, values: { typed } } };
  }
  const given = { ...digits, [block.name]: (digits[block.name] ?? '') + typed };
  const after = walk(form, given, dayOf(view, open));
  const filled = { ...open, digits: after.digits };
  return saved(after.next === null ? to : view.state.node, filled);
}

function hasMember(view: View, number: number): boolean {
  return householdOf(view)?.members.some((row) => Number(row.no_urut) === number) ?? false;
}

/** The form without its last answer, to be asked again; null where the node has none of its own. */
function withoutLast(view: View, behind: readonly string[]): OpenForm | null {
  const open = openFormOf(view);
  const { passed, digits } = walkOf(view, open);
  const last = passed.at(-1);
  if (last === undefined || behind.includes(last.item.column)) return null;
  return { ...open, digits: digitsBefore(layoutOf(view.instrument, open), digits, last) };
}
