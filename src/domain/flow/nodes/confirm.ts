import { z } from 'zod';
import { shortReference } from '../../identity/short-reference.ts';
import { confirmKeys, confirmLines, isSentAsText, longestConfirmLines } from '../confirm-lines.ts';
import { formTitle, formTitleKeys } from '../form-title.ts';
import { layoutName } from '../layout.ts';
import { noNeed } from '../need.ts';
import { type Content, type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { needsOfPreview, preview, refusalIn, refusalKeys } from '../preview.ts';
import { openFormOf } from '../saved.ts';
import { type DialogueForm, dialogueForms, type OpenForm } from '../state.ts';
import { submitted } from '../submitted.ts';
import { shownToken } from '../typed.ts';
import { householdLine, say } from '../words.ts';

const Confirm = z.strictObject({
  type: z.literal('confirm'),
  form: z.enum(dialogueForms),
  /** Columns whose answers are shown once more: the few most worth a look. */
  facts: z.array(z.string()).default([]),
  to: z.string(),
});
type Confirm = z.infer<typeof Confirm>;

const sendKey = '1';
/** Forms whose answers are as many as were given: they may take several pages. */
const paged: readonly DialogueForm[] = ['F', 'BARU', 'TOLAK', 'LAPOR', 'PERIKSA'];
/** Forms that no reader can tell of beforehand: they hang on what is stored when they come. */
const unread: readonly DialogueForm[] = ['V', 'RT', 'BARU', 'BATAL', 'TOLAK', 'LAPOR', 'PERIKSA'];

/** Shows what is about to be sent and sends it on `1`. */
export const confirm: NodeType = {
  type: 'confirm',
  bind: (definition) => makeConfirm(Confirm.parse(definition)),
};

function makeConfirm({ form: formName, facts, to }: Confirm): FlowNode {
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed: sendKey } });
  const isRead = !unread.includes(formName);
  return {
    ...plainNode,
    type: 'confirm',
    targets: [to],
    messageKeys: [
      'screen.confirm.send',
      'screen.confirm.partner',
      'reason.no-choice',
      ...confirmKeys,
      ...formTitleKeys,
      ...refusalKeys,
    ],
    to,
    isPaged: paged.includes(formName),
    isSaved: true,
    needs(state) {
      // What is claimed of an area is shown beside its prelist.
      if (formName === 'LAPOR') return { households: [], officer: ['areas'] };
      return isRead ? needsOfPreview(state) : noNeed;
    },
    show(view) {
      const open = openFormOf(view);
      return contentOf(view, open, confirmLines(view, open, facts));
    },
    take(view, token, submitting) {
      if (token !== sendKey) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      const open = openFormOf(view);
      const reason = isRead ? refusalIn(view, preview(view, open)) : null;
      return reason ? { kind: 'wrong', reason } : submitted(view, open, submitting, to);
    },
    faults: (instrument) => [
      ...(isSentAsText({ form: formName }) || instrument.forms.has(layoutName(formName))
        ? []
        : [`the instrument has no form ${formName}`]),
      ...facts
        .filter((column) => !instrument.items.has(column))
        .map((column) => `there is no item ${column}`),
    ],
    couldAnswer: (token) => token === sendKey,
    longestReasons: () => [
      noChoice('88888888..'),
      ...(isRead ? refusalKeys.map((key) => ({ key, values: {} })) : []),
    ],
    longestContents(view) {
      const { partner, ...longest } = openFormOf(view);
      const hasPartner = view.instrument.forms.get(layoutName(formName))?.partner ?? null;
      const open = { ...longest, form: formName, partner: hasPartner ? partner : null };
      return [contentOf(view, open, longestConfirmLines(view, open, facts))];
    },
  };
}

function contentOf(view: View, open: OpenForm, lines: readonly string[]): Content {
  const partner =
    open.partner === null
      ? []
      : [say(view, 'screen.confirm.partner', { reference: shortReference(open.partner) })];
  const whose = open.unit === undefined ? '' : ` ART ${open.unit}`;
  const title = [formTitle(view, open.form), `${householdLine(open)}${whose}`];
  return {
    lead: [...title, ...lines, ...partner],
    shortLead: title,
    rest: null,
    actions: [`${sendKey} ${say(view, 'screen.confirm.send')}`],
  };
}
