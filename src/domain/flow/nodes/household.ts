import { z } from 'zod';
import type { Item } from '../../instrument/instrument.ts';
import type { Answer } from '../../instrument/types.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { answerText, householdLine, longestAnswer, say } from '../words.ts';

const Household = z.strictObject({ type: z.literal('household') });

/** Shows what the store holds of a household. */
export const household: NodeType = {
  type: 'household',
  bind(definition) {
    Household.parse(definition);
    return makeHousehold();
  },
};

/** Columns shown, in order. */
const columns = [
  'status_rumahtangga',
  'hasil_verivali',
  'tanggal_verivali',
  'Jumlah_ART',
  'Jumlah_Keluarga',
] as const;

function makeHousehold(): FlowNode {
  const onlyNavigation = { key: 'reason.only-navigation', values: {} };
  return {
    ...plainNode,
    type: 'household',
    isPaged: true,
    targets: [],
    messageKeys: ['screen.household.none', 'screen.household.receipt', onlyNavigation.key],
    show: (view) => contentOf(storedLines(view)),
    take: () => ({ kind: 'wrong', reason: onlyNavigation }),
    faults: (instrument) =>
      columns
        .filter((column) => !instrument.items.has(column))
        .map((column) => `the instrument has no item ${column}`),
    longestReasons: () => [onlyNavigation],
    longestContents: (view) => [contentOf(longestLines(view))],
    keystrokes: () => [0],
  };
}

function contentOf(lines: readonly string[]) {
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}

function storedLines(view: View): string[] {
  const { stored, language } = view.state;
  if (stored === null) throw new Error('A household is shown that was not asked for');
  const answers: Readonly<Record<(typeof columns)[number], Answer>> = {
    status_rumahtangga: stored.status,
    hasil_verivali: stored.result,
    tanggal_verivali: stored.visitedOn,
    Jumlah_ART: stored.members,
    Jumlah_Keluarga: stored.families,
  };
  const known = columns.flatMap((column) => {
    const item = view.instrument.items.get(column);
    const answer = answers[column];
    return item && answer !== null ? [line(view, item, answerText(item, answer, language))] : [];
  });
  const receipt = stored.receipt ?? null;
  const last =
    receipt === null
      ? say(view, 'screen.household.none')
      : say(view, 'screen.household.receipt', { receipt });
  return [householdLine(stored), ...known, last];
}

function longestLines(view: View): string[] {
  const facts = columns.flatMap((column) => {
    const item = view.instrument.items.get(column);
    return item ? [line(view, item, longestAnswer(item, view.state.language))] : [];
  });
  const head = view.state.form ? householdLine(view.state.form) : '';
  return [head, ...facts, say(view, 'screen.household.receipt', { receipt: 'W'.repeat(5) })];
}

function line(view: View, item: Item, value: string): string {
  return `${item.short[view.state.language]}: ${value}`;
}
