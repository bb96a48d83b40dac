import { z } from 'zod';
import type { Item } from '../../instrument/instrument.ts';
import { isUnreported } from '../../sms/mend/unreported.ts';
import { needsHousehold, recordsOf } from '../household-of.ts';
import { isAskedIn, itemsToMend, scopeOf, storedRow } from '../mended.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import { shownToken } from '../typed.ts';
import { householdLine, longest, say } from '../words.ts';

const MendItem = z.strictObject({
  type: z.literal('mend-item'),
  /** Columns that are only mended by SMS: a keypad types no names. */
  except: z.array(z.string()),
  to: z.string(),
});
type MendItem = z.infer<typeof MendItem>;

const reasons = { notAsked: 'reason.item-not-asked', unreported: 'reason.item-unreported' } as const;
/** 99 turns the page. */
const mostItems = 98;

/** Lists the items of the chosen block and asks for the one to mend. */
export const mendItem: NodeType = {
  type: 'mend-item',
  bind: (definition) => makeMendItem(MendItem.parse(definition)),
};

function makeMendItem({ except, to }: MendItem): FlowNode {
  const noChoice = (typed: string, count: number) => ({
    key: 'reason.no-choice',
    values: { typed, allowed: `1-${count}` },
  });
  const itemsOf = (view: View) => itemsToMend(view.instrument, openFormOf(view).block ?? '', except);
  return {
    ...plainNode,
    type: 'mend-item',
    targets: [to],
    messageKeys: ['screen.mend.ask', 'reason.no-choice', ...Object.values(reasons)],
    to,
    isPaged: true,
    isSaved: true,
    needs: needsHousehold,
    show: (view) => contentOf(view, itemsOf(view)),
    take(view, token) {
      const items = itemsOf(view);
      const item = /^\d{1,2}$/.test(token) ? items[Number(token) - 1] : undefined;
      if (item === undefined) return { kind: 'wrong', reason: noChoice(shownToken(token), items.length) };
      return takeItem(view, item, to);
    },
    isAnswered: ({ state }) => Object.keys(state.form?.digits ?? {}).length > 0,
    faults: (instrument) => [
      ...except
        .filter((column) => !instrument.items.has(column))
        .map((column) => `the instrument has no item ${column}`),
      ...[...instrument.blocks.keys()]
        .filter((name) => itemsToMend(instrument, name, except).length > mostItems)
        .map((name) => `block ${name} has more than ${mostItems} items`),
    ],
    longestReasons: (instrument, language) => {
      const values = {
        number: longest([...instrument.items.values()].map(({ number }) => number)),
        label: longest([...instrument.items.values()].map(({ short }) => short[language])),
      };
      return [noChoice('88888888..', mostItems), ...Object.values(reasons).map((key) => ({ key, values }))];
    },
    longestContents: (view) =>
      [...view.instrument.blocks.keys()].map((name) =>
        contentOf(view, itemsToMend(view.instrument, name, except)),
      ),
    keystrokes: () => [2],
  };
}

function takeItem(view: View, item: Item, to: string): Taken {
  const open = openFormOf(view);
  const values = { number: item.number, label: item.short[view.state.language] };
  if (!isAskedIn(storedRow(view, open), item)) {
    return { kind: 'wrong', reason: { key: reasons.notAsked, values } };
  }
  const scope = scopeOf(view.instrument, open);
  const value = { text: '', digits: null, repairs: [], start: 0 };
  if (isUnreported(view.instrument, recordsOf(view), { scope, item, value })) {
    return { kind: 'wrong', reason: { key: reasons.unreported, values } };
  }
  return saved(to, { ...open, digits: { [item.column]: '' } });
}

function contentOf(view: View, items: readonly Item[]) {
  const open = openFormOf(view);
  const whose = open.unit === undefined ? '' : ` ART ${open.unit}`;
  const lines = items.map(
    ({ number, short }, index) => `${index + 1} ${number} ${short[view.state.language]}`,
  );
  const lead = [`${householdLine(open)}${whose}`, say(view, 'screen.mend.ask'), ...lines];
  return { lead, shortLead: lines, rest: null, actions: [] };
}
