import { z } from 'zod';
import { formTitle, formTitleKeys } from '../form-title.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { shownToken } from '../typed.ts';
import { householdLine, say } from '../words.ts';

const Offer = z.strictObject({
  type: z.literal('offer'),
  /** By form, or form and way: the first node of its dialogue that asks for the form. */
  resume: z.record(z.string(), z.string()),
  fresh: z.string(),
});
type Offer = z.infer<typeof Offer>;

const resumeKey = '1';
const freshKey = '2';

/** Offers to go on with an unfinished form, at the first screen whose answer it lacks. */
export const offer: NodeType = {
  type: 'offer',
  bind: (definition) => makeOffer(Offer.parse(definition)),
};

function makeOffer({ resume, fresh }: Offer): FlowNode {
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed: '1/2' } });
  const targetOf = ({ form, way }: OpenForm) => resume[`${form} ${way}`] ?? resume[form] ?? fresh;
  const node: FlowNode = {
    ...plainNode,
    type: 'offer',
    targets: [...Object.values(resume), fresh],
    messageKeys: [
      'screen.offer.ask',
      'screen.offer.resume',
      'screen.offer.fresh',
      'reason.no-choice',
      ...formTitleKeys,
    ],
    show(view) {
      const { form } = view.state;
      if (form === null) throw new Error('There is no draft to offer');
      const title = formTitle(view, form.form);
      const choices = [
        `${resumeKey} ${say(view, 'screen.offer.resume')}`,
        `${freshKey} ${say(view, 'screen.offer.fresh')}`,
      ];
      const household = householdLine(form);
      return {
        lead: [say(view, 'screen.offer.ask', { form: title, household }), ...choices],
        shortLead: [household, ...choices],
        rest: null,
        actions: [],
      };
    },
    take(view, token): Taken {
      const { form } = view.state;
      if (form === null) throw new Error('There is no draft to offer');
      if (token === resumeKey) return { kind: 'go', to: targetOf(form), isResumed: true };
      if (token !== freshKey) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      const closed = { kind: 'close-draft', form: form.form, idbdt: form.idbdt } as const;
      return { kind: 'go', to: fresh, change: { form: null }, effects: [closed] };
    },
    couldAnswer: (token) => token === resumeKey || token === freshKey,
    longestReasons: () => [noChoice('88888888..')],
    longestContents: (view) => longestForms(view).map((longest) => node.show(longest)),
  };
  return node;
}

/** The view with each form open in turn. */
function longestForms(view: View): View[] {
  const { form } = view.state;
  if (form === null) return [];
  return dialogueForms.map((name) => ({
    ...view,
    state: { ...view.state, form: { ...form, form: name } },
  }));
}
