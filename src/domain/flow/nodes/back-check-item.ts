import { z } from 'zod';
import { villageOf } from '../../identity/idbdt.ts';
import { shortReference } from '../../identity/short-reference.ts';
import { localDay } from '../../identity/time-zone.ts';
import type { Item } from '../../instrument/instrument.ts';
import { anyForm } from '../any-form.ts';
import { itemKeys, itemLines } from '../item-lines.ts';
import { pairsIn } from '../mended.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { blockReasonKeys, itemReason, longestItemReasons } from '../reason.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { navigationOfItem, rightDigits } from '../typed-item.ts';

const BackCheckItem = z.strictObject({ type: z.literal('back-check-item'), to: z.string() });
type BackCheckItem = z.infer<typeof BackCheckItem>;

/** Asks the items of a back-check one after another, each with its code list. What was reported is not shown. */
export const backCheckItem: NodeType = {
  type: 'back-check-item',
  bind: (definition) => makeBackCheckItem(BackCheckItem.parse(definition)),
};

function makeBackCheckItem({ to }: BackCheckItem): FlowNode {
  return {
    ...plainNode,
    type: 'back-check-item',
    targets: [to],
    messageKeys: [...itemKeys, ...blockReasonKeys],
    to,
    isPaged: true,
    isSaved: true,
    show(view) {
      const open = openFormOf(view);
      return contentOf(view, open, askedItem(view, open));
    },
    take: (view, token) => takeAnswer(view, to, token),
    navigationOf: (view) => navigationOfItem(anyForm, askedItem(view, openFormOf(view))),
    back: withoutLast,
    reopened: (view) => withoutLast(view) ?? view.state.form,
    isAnswered: ({ instrument, state }) =>
      state.form?.form === 'PERIKSA' && pairsIn(instrument, state.form).asked.length === 0,
    longestReasons: (instrument, language) =>
      longestItemReasons(anyForm, instrument.mapping.backCheck, language),
    longestContents: (view) =>
      view.instrument.mapping.backCheck.map((item) => contentOf(view, openFormOf(view), item)),
    // Three items, of one digit mostly.
    keystrokes: () => [2, 2, 2],
  };
}

/** The item that is asked: the first without an answer, of a form that is complete the last one once more. */
function askedItem({ instrument }: View, open: OpenForm): Item {
  const { asked, answered } = pairsIn(instrument, open);
  const item = asked[0] ?? answered.at(-1);
  if (item === undefined) throw new Error('The sample has nothing to ask');
  return item;
}

function takeAnswer(view: View, to: string, token: string): Taken {
  const open = openFormOf(view);
  const item = askedItem(view, open);
  const typed = rightDigits(anyForm, item, token, localDay(view.beganAt, villageOf(open.idbdt)));
  if (typeof typed !== 'string') return { kind: 'wrong', reason: itemReason(view, typed) };
  const filled = { ...open, digits: { ...open.digits, [item.column]: typed } };
  const isDone = pairsIn(view.instrument, filled).asked.length === 0;
  return saved(isDone ? to : view.state.node, filled);
}

/** The form without its last answer, to be asked again; null where none was given yet. */
function withoutLast(view: View): OpenForm | null {
  const open = openFormOf(view);
  const last = pairsIn(view.instrument, open).answered.at(-1);
  return last === undefined ? null : { ...open, digits: { ...open.digits, [last.column]: '' } };
}

function contentOf(view: View, { idbdt }: OpenForm, item: Item) {
  const title = [shortReference(idbdt), item.number, item.label[view.state.language]].join(' ');
  const lines = [title, ...itemLines(view, anyForm, item)];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
