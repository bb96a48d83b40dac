import { z } from 'zod';
import { isAsked } from '../../instrument/digits.ts';
import { answersBefore } from '../form-answers.ts';
import { layoutName, layoutOf } from '../layout.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { readReference, referenceReasons } from '../reference.ts';
import { openFormOf, saved } from '../saved.ts';
import { dialogueForms } from '../state.ts';
import { householdLine, say } from '../words.ts';

const Partner = z.strictObject({
  type: z.literal('partner'),
  form: z.enum(dialogueForms),
  to: z.string(),
});
type Partner = z.infer<typeof Partner>;

/** Asks for the other household where the answers say that there is one: a double, or a part of another. */
export const partner: NodeType = {
  type: 'partner',
  bind: (definition) => makePartner(Partner.parse(definition)),
};

const sameHousehold = { key: 'reason.same-household', values: {} };

function makePartner({ form: formName, to }: Partner): FlowNode {
  const node: FlowNode = {
    ...plainNode,
    type: 'partner',
    targets: [to],
    messageKeys: ['screen.partner.ask', 'screen.reference.again', sameHousehold.key, ...referenceReasons],
    to,
    isSaved: true,
    show(view) {
      const ask = say(view, 'screen.reference.again');
      const household = view.state.form ? [householdLine(view.state.form)] : [];
      return {
        lead: [...household, say(view, 'screen.partner.ask'), ask],
        shortLead: [say(view, 'screen.partner.ask'), ask],
        rest: null,
        actions: [],
      };
    },
    take: (view, token) => takePartner(view, to, token),
    isNeeded,
    isAnswered: ({ state }) => state.form?.form === formName && state.form.partner !== null,
    faults: (instrument) =>
      instrument.forms.get(layoutName(formName))?.partner
        ? []
        : [`form ${formName} asks for no other household`],
    longestReasons: () => [sameHousehold, ...referenceReasons.map((key) => ({ key, values: {} }))],
    longestContents: (view) => [node.show(view)],
    keystrokes: () => [8],
  };
  return node;
}

function isNeeded(view: View): boolean {
  const open = view.state.form;
  if (open === null) return false;
  const item = layoutOf(view.instrument, open).partner;
  return item !== null && isAsked(item, answersBefore(view.instrument, open, null, view.beganAt));
}

function takePartner(view: View, to: string, token: string): Taken {
  const open = openFormOf(view);
  const read = readReference(token, view.state.officer, view.households);
  if (read.kind !== 'found') return read;
  if (read.household.idbdt === open.idbdt) return { kind: 'wrong', reason: sameHousehold };
  return saved(to, { ...open, partner: read.household.idbdt });
}
