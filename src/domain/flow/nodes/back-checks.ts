import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { BackCheckTask } from '../../workflow/desk.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import {
  chosenOf,
  longestNotListed,
  mostNumbered,
  notListed,
  numberedContent,
  numberedKeys,
} from '../numbered.ts';
import type { OpenForm } from '../state.ts';
import { householdLine, say } from '../words.ts';

const BackChecks = z.strictObject({ type: z.literal('back-checks'), to: z.string() });
type BackChecks = z.infer<typeof BackChecks>;

/** Lists the sample of households to ask again, as it was when the dialogue began, and asks for one of them. */
export const backChecks: NodeType = {
  type: 'back-checks',
  bind: (definition) => makeBackChecks(BackChecks.parse(definition)),
};

function makeBackChecks({ to }: BackChecks): FlowNode {
  return {
    ...plainNode,
    type: 'back-checks',
    targets: [to],
    messageKeys: ['screen.back-check.ask', 'screen.back-check.none', ...numberedKeys],
    to,
    isPaged: true,
    needs: () => ({ households: [], officer: ['back-checks'] }),
    show: (view) => contentOf(view, samplesOf(view)),
    take(view, token) {
      const samples = samplesOf(view);
      const sample = chosenOf(samples, token);
      if (sample === undefined) return { kind: 'wrong', reason: notListed(token, samples.length) };
      // A draft begins with the first answer.
      return { kind: 'go', to, change: { form: formOf(sample) } };
    },
    isAnswered: ({ state }) => state.form?.form === 'PERIKSA',
    couldAnswer: (token) => chosenOf(Array(mostNumbered).fill(token), token) !== undefined,
    longestReasons: longestNotListed,
    longestContents: (view) => [contentOf(view, []), contentOf(view, [longestSample(view)])],
    keystrokes: () => [2],
  };
}

/** Samples that waited when the dialogue began, without those that it has done. */
function samplesOf({ backChecks: all = [], state }: View): readonly BackCheckTask[] {
  const done = new Set(state.handedIn);
  return all.filter(({ idbdt }) => !done.has(idbdt)).slice(0, mostNumbered);
}

/** The items to ask again, none of them answered. */
function formOf({ idbdt, head, items }: BackCheckTask): OpenForm {
  const digits = Object.fromEntries(items.map((column) => [column, '']));
  return { form: 'PERIKSA', idbdt, head, digits, partner: null };
}

function longestSample(view: View): BackCheckTask {
  return {
    idbdt: '9999999999999999',
    head: 'W*** W*** W*** W***',
    officerId: 0,
    officerName: 'W W W W',
    items: [],
    drawnAt: view.beganAt,
  };
}

function contentOf(view: View, samples: readonly BackCheckTask[]) {
  const lines = samples.map((sample) => `${householdLine(sample)} (${maskName(sample.officerName)})`);
  return numberedContent(
    say(view, samples.length === 0 ? 'screen.back-check.none' : 'screen.back-check.ask'),
    lines,
  );
}
