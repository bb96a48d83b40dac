import { z } from 'zod';
import { shortReference } from '../../identity/short-reference.ts';
import { formNamed, type Item } from '../../instrument/instrument.ts';
import { answersBefore } from '../form-answers.ts';
import {
  type Content,
  type FlowNode,
  type NodeType,
  plainNode,
  type Submitting,
  type Taken,
  type View,
} from '../node-type.ts';
import type { OpenForm } from '../state.ts';
import { shownToken } from '../typed.ts';
import { answerText, householdLine, longestAnswer, say } from '../words.ts';

const Confirm = z.strictObject({
  type: z.literal('confirm'),
  form: z.enum(['V', 'RT']),
  /** Columns whose answers are shown once more: the few most worth a look. */
  facts: z.array(z.string()),
  to: z.string(),
});
type Confirm = z.infer<typeof Confirm>;

const sendKey = '1';

/** Shows what is about to be sent and sends it on `1`. */
export const confirm: NodeType = {
  type: 'confirm',
  bind: (definition) => makeConfirm(Confirm.parse(definition)),
};

function makeConfirm({ form: formName, facts, to }: Confirm): FlowNode {
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed: sendKey } });
  return {
    ...plainNode,
    type: 'confirm',
    targets: [to],
    messageKeys: ['screen.confirm.send', 'screen.confirm.partner', 'reason.no-choice'],
    to,
    show(view) {
      const open = openForm(view);
      const answers = answersBefore(view.instrument, open, null, view.beganAt);
      return content(view, open, facts, (item) =>
        answerText(item, answers[item.column] ?? null, view.state.language),
      );
    },
    take: (view, token, submitting) =>
      token === sendKey
        ? submit(view, submitting, to)
        : { kind: 'wrong', reason: noChoice(shownToken(token)) },
    faults: (instrument) =>
      instrument.forms.has(formName)
        ? facts
            .filter((column) => !instrument.items.has(column))
            .map((column) => `there is no item ${column}`)
        : [`the instrument has no form ${formName}`],
    couldAnswer: (token) => token === sendKey,
    longestReasons: () => [noChoice('88888888..')],
    longestContents(view) {
      const open = { ...openForm(view), form: formName };
      return [content(view, open, facts, (item) => longestAnswer(item, view.state.language))];
    },
  };
}

function content(
  view: View,
  open: OpenForm,
  facts: readonly string[],
  textOf: (item: Item) => string,
): Content {
  const { language } = view.state;
  const lines = facts.flatMap((column) => {
    const item = view.instrument.items.get(column);
    return item ? [`${item.short[language]}: ${textOf(item)}`] : [];
  });
  const partner =
    open.partner === null
      ? []
      : [say(view, 'screen.confirm.partner', { reference: shortReference(open.partner) })];
  const title = formNamed(view.instrument, open.form).title[language];
  return {
    lead: [title, householdLine(open), ...lines, ...partner],
    shortLead: [title, householdLine(open)],
    rest: null,
    actions: [`${sendKey} ${say(view, 'screen.confirm.send')}`],
  };
}

function submit(view: View, submitting: Submitting, to: string): Taken {
  const { form, idbdt, digits, partner } = openForm(view);
  const receipt = submitting.receipt();
  const submission = {
    form,
    idbdt,
    hasCheckDigits: true,
    digits,
    partner,
    receipt,
    language: view.state.language,
    tokens: submitting.transcript(),
  } as const;
  return {
    kind: 'go',
    to,
    change: { receipt },
    effects: [
      { kind: 'submit', submission },
      { kind: 'close-draft', form, idbdt },
    ],
  };
}

function openForm({ state }: View): OpenForm {
  if (state.form === null) throw new Error('There is nothing to confirm');
  return state.form;
}
