import { z } from 'zod';
import type { AreaWork } from '../../workflow/desk.ts';
import { areaKey } from '../area-of.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import {
  chosenOf,
  couldChoose,
  longestNotListed,
  mostNumbered,
  notListed,
  numberedContent,
  numberedKeys,
} from '../numbered.ts';
import { saved } from '../saved.ts';
import { waitingFor } from '../standing.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { digitsOf } from '../typed.ts';
import { say } from '../words.ts';

const Areas = z.strictObject({
  type: z.literal('areas'),
  form: z.enum(dialogueForms),
  ask: z.string(),
  /** Digits of the codes that may be chosen. */
  widths: z.array(z.int()).min(1),
  /** Whether it is told with each area how many households wait for the officer. */
  isWaiting: z.boolean().default(false),
  /** Whether a draft begins here; else with the first answer behind it. */
  isKept: z.boolean().default(true),
  to: z.string(),
});
type Areas = z.infer<typeof Areas>;

const otherArea = { key: 'reason.area-not-yours', values: {} };

/** Asks which area, of a list of the officer's own and those below, or by its BPS code. */
export const areas: NodeType = {
  type: 'areas',
  bind: (definition) => makeAreas(Areas.parse(definition)),
};

function makeAreas(definition: Areas): FlowNode {
  const { form, ask, widths, to } = definition;
  return {
    ...plainNode,
    type: 'areas',
    targets: [to],
    messageKeys: [ask, 'screen.area.none', 'screen.area.waiting', otherArea.key, ...numberedKeys],
    to,
    isPaged: true,
    needs: () => ({ households: [], officer: ['areas'] }),
    show: (view) => contentOf(view, definition, areasIn(view, widths)),
    take: (view, token) => takeArea(view, definition, token),
    isAnswered: ({ state }) => state.form?.form === form && state.form.digits.area !== undefined,
    couldAnswer: couldChoose,
    longestReasons: () => [otherArea, ...longestNotListed()],
    longestContents(view) {
      const longest: AreaWork = {
        code: '8'.repeat(10),
        name: 'W'.repeat(40),
        target: 0,
        received: 0,
        byStatus: {},
      };
      return [contentOf(view, definition, []), contentOf(view, definition, [longest])];
    },
    keystrokes: () => [Math.max(...widths)],
  };
}

function areasIn({ areas: all = [] }: View, widths: readonly number[]): AreaWork[] {
  return all.filter(({ code }) => widths.includes(code.length)).slice(0, mostNumbered);
}

function takeArea(view: View, definition: Areas, token: string): Taken {
  const listed = areasIn(view, definition.widths);
  const chosen = chosenOf(listed, token);
  if (chosen) return gone(view, definition, chosen.code, chosen.name);
  const code = digitsOf(token) ?? '';
  if (!definition.widths.includes(code.length)) {
    return { kind: 'wrong', reason: notListed(token, listed.length) };
  }
  const isOwn = view.state.officer.areas.some((area) => code.startsWith(area));
  if (!isOwn) return { kind: 'wrong', reason: otherArea };
  return gone(view, definition, code, listed.find((area) => area.code === code)?.name ?? code);
}

/** The form of the area; the one that is open where back led here from it. */
function gone({ state }: View, { form, isKept, to }: Areas, area: string, head: string): Taken {
  const isOpen = state.form?.form === form && state.form.digits.area === area;
  const fresh: OpenForm = { form, idbdt: areaKey(area), head, digits: { area }, partner: null };
  const open = isOpen && state.form ? state.form : fresh;
  return isKept ? saved(to, open) : { kind: 'go', to, change: { form: open } };
}

function contentOf(view: View, { ask, isWaiting }: Areas, listed: readonly AreaWork[]) {
  const lines = listed.map(({ name, byStatus }) => {
    if (!isWaiting) return name;
    return `${name}: ${say(view, 'screen.area.waiting', { count: waitingFor(view, byStatus) })}`;
  });
  return numberedContent(say(view, listed.length === 0 ? 'screen.area.none' : ask), lines);
}
