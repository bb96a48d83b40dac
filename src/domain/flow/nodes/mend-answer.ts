import { z } from 'zod';
import { checkDigits } from '../../identity/check-digits.ts';
import type { Item } from '../../instrument/instrument.ts';
import type { Problem } from '../../instrument/types.ts';
import { anyForm } from '../any-form.ts';
import { itemKeys, itemLines } from '../item-lines.ts';
import { itemsToMend, pairsIn, storedAnswer, storedRow } from '../mended.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { needsOfPreview, preview, refusalIn, refusalKeys } from '../preview.ts';
import { blockReasonKeys, itemReason, longestItemReasons } from '../reason.ts';
import { readReference, referenceReasons } from '../reference.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { digitsOf } from '../typed.ts';
import { navigationOfItem, typedItem } from '../typed-item.ts';
import { answerText, longestAnswer, say } from '../words.ts';

const MendAnswer = z.strictObject({
  type: z.literal('mend-answer'),
  to: z.string(),
});
type MendAnswer = z.infer<typeof MendAnswer>;

/** Digits of a whole date, DDMMYYYY. */
const birthdayWidth = 8;

/**
 * Asks for the right answer to the chosen item, and then for those of items that it has asked and that have none. The
 * worker's own reader says which these are.
 */
export const mendAnswer: NodeType = {
  type: 'mend-answer',
  bind: (definition) => makeMendAnswer(MendAnswer.parse(definition)),
};

function makeMendAnswer({ to }: MendAnswer): FlowNode {
  return {
    ...plainNode,
    type: 'mend-answer',
    targets: [to],
    messageKeys: ['screen.mend.now', ...itemKeys, ...blockReasonKeys, ...refusalKeys, ...referenceReasons],
    to,
    isPaged: true,
    isSaved: true,
    needs: needsOfPreview,
    show(view) {
      const open = openFormOf(view);
      const item = askedItem(view, open);
      return contentOf(
        view,
        open,
        item,
        answerText(item, storedAnswer(storedRow(view, open), item), view.state.language),
      );
    },
    take: (view, token) => takeAnswer(view, to, token),
    navigationOf(view) {
      const item = askedItem(view, openFormOf(view));
      return item.width > 0 ? navigationOfItem(anyForm, item) : plainNode.navigationOf();
    },
    back: withoutLast,
    reopened: (view) => withoutLast(view) ?? view.state.form,
    isAnswered: ({ instrument, state }) =>
      state.form !== null && pairsIn(instrument, state.form).asked.length === 0,
    longestReasons: (instrument, language) => [
      ...longestItemReasons(anyForm, [...instrument.items.values()], language),
      ...[...referenceReasons, ...refusalKeys].map((key) => ({ key, values: {} })),
    ],
    longestContents: (view) =>
      [...view.instrument.blocks.keys()]
        .flatMap((name) => itemsToMend(view.instrument, name, []))
        .map((item) => {
          const open = { ...openFormOf(view), unit: '88' };
          return contentOf(view, open, item, longestAnswer(item, view.state.language));
        }),
    keystrokes: () => [5],
  };
}

/** The item that is asked: the first without an answer, of a form that is complete the last one once more. */
function askedItem(view: View, open: OpenForm): Item {
  const { asked, answered } = pairsIn(view.instrument, open);
  const item = asked[0] ?? answered.at(-1);
  if (item === undefined) throw new Error('No item was chosen to be mended');
  return item;
}

function contentOf(view: View, open: OpenForm, item: Item, now: string) {
  const whose = open.unit === undefined ? [] : [`ART ${open.unit}`];
  const title = [...whose, item.number, item.label[view.state.language]].join(' ');
  const lines = [title, say(view, 'screen.mend.now', { value: now }), ...itemLines(view, anyForm, item)];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}

function takeAnswer(view: View, to: string, token: string): Taken {
  const open = openFormOf(view);
  const item = askedItem(view, open);
  if (item.kind === 'reference') {
    const read = readReference(token, view.state.officer, view.households);
    if (read.kind !== 'found') return read;
    const { idbdt } = read.household;
    return lay(view, to, item, idbdt + checkDigits(idbdt));
  }
  const typed = typedFor(item, token);
  return typeof typed === 'string'
    ? lay(view, to, item, typed)
    : { kind: 'wrong', reason: itemReason(view, typed) };
}

/** What is typed for an item as the SMS carries it. */
function typedFor(item: Item, token: string): string | Problem {
  if (item.kind === 'text') return token;
  if (item.width > 0) return typedItem(item, token);
  const digits = digitsOf(token);
  if (digits === null) return { kind: 'not-digits', severity: 'reject' };
  const by = Math.abs(digits.length - birthdayWidth);
  if (by === 0) return digits;
  return { kind: digits.length < birthdayWidth ? 'too-short' : 'too-long', severity: 'reject', by };
}

/** The form with one more answer, as the worker will read it. */
function lay(view: View, to: string, item: Item, typed: string): Taken {
  const open = openFormOf(view);
  const digits = { ...open.digits, [item.column]: typed };
  const verdict = preview(view, { ...open, digits });
  const isToCome = ({ kind, column = '' }: Problem) => kind === 'must-answer' && !digits[column];
  const wrong = verdict.problems.find((problem) => !isToCome(problem));
  const isWaiting = wrong === undefined && verdict.problems.length > 0;
  const reason = isWaiting ? null : refusalIn(view, verdict, wrong);
  if (reason) return { kind: 'wrong', reason };
  const given = Object.entries(digits).filter(([, value]) => value !== '');
  const toCome = verdict.problems.map(({ column = '' }) => [column, ''] as const);
  const filled = { ...open, digits: Object.fromEntries([...given, ...toCome]) };
  return saved(isWaiting ? view.state.node : to, filled);
}

/** The form without its last answer, to be asked again; null where none was given yet. */
function withoutLast(view: View): OpenForm | null {
  const open = openFormOf(view);
  const { answered } = pairsIn(view.instrument, open);
  const last = answered.at(-1);
  if (last === undefined) return null;
  const kept = answered.slice(0, -1).map(({ column }) => [column, open.digits[column] ?? ''] as const);
  return { ...open, digits: { ...Object.fromEntries(kept), [last.column]: '' } };
}
