import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { Instrument } from '../../instrument/instrument.ts';
import { layoutName } from '../layout.ts';
import {
  type Content,
  type FlowNode,
  type NodeType,
  plainNode,
  type Taken,
  type View,
} from '../node-type.ts';
import { readReference, referenceReasons } from '../reference.ts';
import { saved } from '../saved.ts';
import { type DialogueForm, dialogueForms, type OpenForm } from '../state.ts';
import { storedFacts } from '../stored-lines.ts';
import { say } from '../words.ts';

const Reference = z.strictObject({
  type: z.literal('reference'),
  title: z.string(),
  /** The form that is filled in for the household; without it the household is only looked at. */
  form: z.enum(dialogueForms).optional(),
  /** Which dialogue of the form this is, where there are several. */
  way: z.string().optional(),
  /** Whether a draft begins here; else with the first answer behind it. */
  isKept: z.boolean().default(true),
  to: z.string(),
});
type Reference = z.infer<typeof Reference>;

const askShort = { first: 'screen.reference.ask', again: 'screen.reference.again' } as const;
/** Of who has no villages, and so reads no serials. */
const askLong = { first: 'screen.reference.ask-long', again: 'screen.reference.again-long' } as const;

/** Asks which household: serial and check digits, or the whole IDBDT and check digits. */
export const reference: NodeType = {
  type: 'reference',
  bind: (definition) => makeReference(Reference.parse(definition)),
};

function makeReference({ title, form, way, isKept, to }: Reference): FlowNode {
  return {
    ...plainNode,
    type: 'reference',
    targets: [to],
    messageKeys: [title, ...Object.values(askShort), ...Object.values(askLong), ...referenceReasons],
    to,
    show: (view) => contentOf(view, title, view.state.officer.villages.length > 0 ? askShort : askLong),
    take(view, token): Taken {
      const read = readReference(token, view.state.officer, view.households);
      if (read.kind !== 'found') return read;
      const { idbdt, headName } = read.household;
      if (form === undefined) return { kind: 'go', to, change: { stored: storedFacts(read.household) } };
      const open = openForm(view.state.form, { form, way, idbdt, head: maskName(headName) });
      return isKept ? saved(to, open) : { kind: 'go', to, change: { form: open } };
    },
    // A resumed form has its household.
    isAnswered: ({ state }) => form !== undefined && state.form?.form === form,
    faults: (instrument) =>
      form === undefined || isKnown(form, instrument) ? [] : [`the instrument has no form ${form}`],
    longestReasons: () => referenceReasons.map((key) => ({ key, values: {} })),
    longestContents: (view) => [askShort, askLong].map((ask) => contentOf(view, title, ask)),
    // Six digits of a proposal's serial and two check digits.
    keystrokes: () => [8],
  };
}

function contentOf(view: View, title: string, ask: typeof askShort | typeof askLong): Content {
  return {
    lead: [say(view, title), say(view, ask.first)],
    shortLead: [say(view, ask.again)],
    rest: null,
    actions: [],
  };
}

/** A form for the household; the one that is open where back led here from it. */
function openForm(
  open: OpenForm | null,
  { form, way, idbdt, head }: Pick<OpenForm, 'form' | 'way' | 'idbdt' | 'head'>,
): OpenForm {
  if (open?.form === form && open.idbdt === idbdt) return open;
  return { form, idbdt, head, digits: {}, partner: null, ...(way === undefined ? {} : { way }) };
}

/** Forms that are about a household and that the instrument lays nothing out for. */
const withoutLayout: readonly DialogueForm[] = ['F', 'SETUJU', 'TOLAK'];

function isKnown(form: DialogueForm, { forms }: Instrument): boolean {
  return withoutLayout.includes(form) || forms.has(layoutName(form));
}
