import { z } from 'zod';
import { makeIdbdt } from '../../identity/idbdt.ts';
import { maskName } from '../../identity/mask-name.ts';
import type { Instrument } from '../../instrument/instrument.ts';
import { longestText, nameFault } from '../../sms/written.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { saved } from '../saved.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { say } from '../words.ts';

const Write = z.strictObject({
  type: z.literal('write'),
  form: z.enum(dialogueForms),
  /** What the text is kept as. */
  as: z.enum(['head', 'address']),
  /** Column whose width bounds it. */
  column: z.string(),
  ask: z.string(),
  to: z.string(),
});
type Write = z.infer<typeof Write>;

const reasons = {
  noName: 'reason.no-name',
  digits: 'reason.digits-in-name',
  empty: 'reason.no-text',
  long: 'reason.text-too-long',
} as const;

/** Asks for a written answer, taken as typed. */
export const write: NodeType = {
  type: 'write',
  bind: (definition) => makeWrite(Write.parse(definition)),
};

function makeWrite(definition: Write): FlowNode {
  const { form, as, column, ask, to } = definition;
  const node: FlowNode = {
    ...plainNode,
    type: 'write',
    targets: [to],
    messageKeys: [ask, ...Object.values(reasons)],
    to,
    isSaved: true,
    show: (view) => ({ lead: [say(view, ask)], shortLead: [say(view, ask)], rest: null, actions: [] }),
    take(view, token) {
      const key = faultOf(view.instrument, definition, token);
      if (key) return { kind: 'wrong', reason: { key, values: {} } };
      const open = openForm(view, form);
      const head = as === 'head' ? maskName(token) : open.head;
      return saved(to, { ...open, head, digits: { ...open.digits, [as]: token.replace(/\s+/g, ' ') } });
    },
    isAnswered: ({ state }) => state.form?.form === form && state.form.digits[as] !== undefined,
    faults: ({ items }) => (items.has(column) ? [] : [`the instrument has no item ${column}`]),
    longestReasons: () => Object.values(reasons).map((key) => ({ key, values: {} })),
    longestContents: (view) => [node.show(view)],
    // A name on a keypad: letters take two keys and more.
    keystrokes: () => [40],
  };
  return node;
}

/** The open form; a new one in the officer's only village where no village was asked for. */
function openForm({ state }: View, form: OpenForm['form']): OpenForm {
  if (state.form?.form === form) return state.form;
  const idbdt = makeIdbdt(state.officer.villages[0] ?? '', 0);
  if (idbdt === null) throw new Error('A proposal is written without a village');
  return { form, idbdt, head: '?', digits: {}, partner: null };
}

function faultOf({ items }: Instrument, { as, column }: Write, text: string): string | null {
  const longest = longestText(items.get(column));
  if (as === 'address') {
    if (!/[\p{L}\p{N}]/u.test(text)) return reasons.empty;
    return text.length > longest ? reasons.long : null;
  }
  // A slash ends the name where the report is read.
  switch (nameFault(text.replace(/\//g, ''), longest)) {
    case 'no-name':
      return reasons.noName;
    case 'digits-in-name':
      return reasons.digits;
    case 'text-too-long':
      return reasons.long;
    case null:
      return text.includes('/') ? reasons.noName : null;
  }
}
