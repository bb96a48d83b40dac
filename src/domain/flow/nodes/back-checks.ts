import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { BackCheckTask } from '../../workflow/desk.ts';
import type { FlowNode, NodeType, View } from '../node-type.ts';
import { mostNumbered, numberedChoice, numberedContent } from '../numbered.ts';
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
    ...numberedChoice({
      type: 'back-checks',
      to,
      messageKeys: ['screen.back-check.ask', 'screen.back-check.none'],
      need: 'back-checks',
      listed: samplesOf,
      content: contentOf,
      longest: longestSample,
      // A draft begins with the first answer.
      chosen: (sample) => ({ form: formOf(sample) }),
    }),
    isAnswered: ({ state }) => state.form?.form === 'PERIKSA',
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
