import { z } from 'zod';
import { deskReportOf } from '../desk-report.ts';
import { type FlowNode, type NodeType, plainNode, type View, type Went } from '../node-type.ts';
import { itemInTheWay, longestReviewLines, needsOfReview, reviewKeys, reviewLines } from '../review-lines.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { submitted } from '../submitted.ts';
import { shownToken } from '../typed.ts';
import { say } from '../words.ts';

const Review = z.strictObject({
  type: z.literal('review'),
  approve: z.string(),
  sendBack: z.string(),
  /** Where a report is left for later; without it only back leads away. */
  later: z.string().optional(),
});
type Review = z.infer<typeof Review>;

const keys = { approve: '1', sendBack: '2', later: '3' } as const;
type Way = keyof typeof keys;
const labels = {
  approve: 'screen.review.approve',
  sendBack: 'screen.review.send-back',
  later: 'screen.review.later',
} as const satisfies Record<Way, string>;

/** Shows what is to be approved: a report on the desk, a household or an area. Approves it, or sends it back. */
export const review: NodeType = {
  type: 'review',
  bind: (definition) => makeReview(Review.parse(definition)),
};

function makeReview(definition: Review): FlowNode {
  const { approve, sendBack, later } = definition;
  const noChoice = (typed: string, ways: readonly Way[]) => ({
    key: 'reason.no-choice',
    values: { typed, allowed: ways.map((way) => keys[way]).join('/') },
  });
  return {
    ...plainNode,
    type: 'review',
    targets: [approve, sendBack, ...(later === undefined ? [] : [later])],
    messageKeys: ['reason.no-choice', 'reason.only-navigation', ...Object.values(labels), ...reviewKeys],
    isPaged: true,
    needs: needsOfReview,
    show: (view) => contentOf(view, reviewLines(view), waysOf(view, definition)),
    take(view, token, submitting) {
      const ways = waysOf(view, definition);
      const way = ways.find((each) => keys[each] === token);
      if (way === 'later' && later !== undefined) {
        return notSentBack(view, { kind: 'go', to: later, change: { form: null }, isSettled: true });
      }
      if (way === 'sendBack') return sentBack(view, sendBack);
      if (way === 'approve') {
        return notSentBack(view, submitted(view, openFormOf(view), submitting, approve));
      }
      if (ways.length === 0) return { kind: 'wrong', reason: { key: 'reason.only-navigation', values: {} } };
      return { kind: 'wrong', reason: noChoice(shownToken(token), ways) };
    },
    reopened: ({ state }) => (state.form ? toApprove(state.form) : null),
    couldAnswer: (token) => Object.values<string>(keys).includes(token),
    longestReasons: () => [
      noChoice('88888888..', ['approve', 'sendBack', 'later']),
      { key: 'reason.only-navigation', values: {} },
    ],
    longestContents(view) {
      const ways: readonly Way[] = [
        'approve',
        'sendBack',
        ...(later === undefined ? [] : ['later' as const]),
      ];
      return [
        contentOf(view, longestReviewLines(view), ways),
        contentOf(view, [say(view, 'screen.review.gone')], ['later']),
      ];
    },
  };
}

/** What can be done: of a report that was sent back already, or that is settled by now, nothing but leave it. */
function waysOf(view: View, { later }: Review): Way[] {
  const open = openFormOf(view);
  const report = open.digits.receipt === undefined ? null : deskReportOf(view, open);
  const isOpen = open.digits.receipt === undefined || (report !== null && report.state !== 'returned');
  return [
    ...(isOpen ? (['approve', 'sendBack'] as const) : []),
    ...(later === undefined ? [] : ['later' as const]),
  ];
}

function contentOf(view: View, lines: readonly string[], ways: readonly Way[]) {
  const actions = ways.map((way) => `${keys[way]} ${say(view, labels[way])}`);
  return { lead: lines, shortLead: lines, rest: null, actions };
}

/** What was begun to be sent back is not after all. */
function notSentBack(view: View, went: Went): Went {
  const { idbdt } = openFormOf(view);
  return { ...went, effects: [...(went.effects ?? []), { kind: 'close-draft', form: 'TOLAK', idbdt }] };
}

function sentBack(view: View, to: string): Went {
  const open = openFormOf(view);
  const report = open.digits.receipt === undefined ? null : deskReportOf(view, open);
  const item = report === null ? null : itemInTheWay(view, report);
  const digits = item === null ? open.digits : { ...open.digits, item };
  return saved(to, { ...open, form: 'TOLAK', digits });
}

/** The form as it is before anything was decided, where back leads here from the reason. */
function toApprove(open: OpenForm): OpenForm {
  const { receipt, area } = open.digits;
  const digits = { ...(receipt === undefined ? {} : { receipt }), ...(area === undefined ? {} : { area }) };
  return { ...open, form: 'SETUJU', digits };
}
