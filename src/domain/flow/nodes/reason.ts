import { z } from 'zod';
import type { Item } from '../../instrument/instrument.ts';
import { findItem, itemCodes } from '../../sms/mend/item-codes.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { chosenOf, longestNotListed, notListed, numberedContent, numberedKeys } from '../numbered.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { householdLine, longest, say } from '../words.ts';

const Reason = z.strictObject({
  type: z.literal('reason'),
  /** Reasons to choose from, as the enumerator will read them. */
  reasons: z.array(z.string()).min(1).max(7),
  to: z.string(),
});
type Reason = z.infer<typeof Reason>;

/** An item is named with its block or by its column: digits alone would be a choice of the list. */
const namesItem = /[^\d\s]/;

/** Asks why something is sent back: one reason of a short list, or the item to mend by its number on the form. */
export const reason: NodeType = {
  type: 'reason',
  bind: (definition) => makeReason(Reason.parse(definition)),
};

function makeReason({ reasons, to }: Reason): FlowNode {
  return {
    ...plainNode,
    type: 'reason',
    targets: [to],
    messageKeys: [
      'screen.reason.ask',
      'screen.reason.mend',
      'screen.reason.or-item',
      'reason.no-such-item',
      ...reasons,
      ...numberedKeys,
    ],
    to,
    isPaged: true,
    show: (view) => contentOf(view, openFormOf(view), reasonsOf(view, reasons)),
    take: (view, token) => takeReason(view, reasonsOf(view, reasons), to, token),
    isAnswered: ({ state }) => state.form?.form === 'TOLAK' && state.form.digits.reason !== undefined,
    couldAnswer: (token) => chosenOf([...reasons, ''], token) !== undefined,
    longestReasons: () => [{ key: 'reason.no-such-item', values: {} }, ...longestNotListed()],
    longestContents(view) {
      const items = [...view.instrument.items.values()];
      const item = longest(items.map((each) => itemText(each, view)));
      const open = { ...openFormOf(view), digits: { item: `USAHA88 ${item}` } };
      return [contentOf(view, open, reasonsOf({ ...view, state: { ...view.state, form: open } }, reasons))];
    },
  };
}

/** The reasons in words; the item that is in the way, where it is known, before those of the list. */
function reasonsOf(view: View, reasons: readonly string[]): string[] {
  const { item } = openFormOf(view).digits;
  const mend = item === undefined ? [] : [say(view, 'screen.reason.mend', { item })];
  return [...mend, ...reasons.map((key) => say(view, key))];
}

function takeReason(view: View, reasons: readonly string[], to: string, token: string): Taken {
  const open = openFormOf(view);
  const chosen = chosenOf(reasons, token);
  if (chosen !== undefined) return withReason(open, to, chosen);
  if (!namesItem.test(token) || isOfArea(open))
    return { kind: 'wrong', reason: notListed(token, reasons.length) };
  const { item } = findItem(itemCodes([...view.instrument.items.values()]), token);
  if (item === null) return { kind: 'wrong', reason: { key: 'reason.no-such-item', values: {} } };
  return withReason(open, to, say(view, 'screen.reason.mend', { item: itemText(item, view) }));
}

function withReason(open: OpenForm, to: string, text: string): Taken {
  return saved(to, { ...open, digits: { ...open.digits, reason: text } });
}

function itemText({ number, short }: Item, { state }: View): string {
  return `${number} ${short[state.language]}`;
}

function isOfArea({ digits }: OpenForm): boolean {
  return digits.area !== undefined;
}

function contentOf(view: View, open: OpenForm, reasons: readonly string[]) {
  const title = `${householdLine(open)}: ${say(view, 'screen.reason.ask')}`;
  const { lead, shortLead, ...rest } = numberedContent(title, reasons);
  // Where the item in the way is offered, room is kept for the list: another can be named all the same.
  const isTold = !isOfArea(open) && open.digits.item === undefined;
  const orItem = isTold ? [say(view, 'screen.reason.or-item')] : [];
  return { ...rest, lead: [...lead, ...orItem], shortLead: [...shortLead, ...orItem] };
}
