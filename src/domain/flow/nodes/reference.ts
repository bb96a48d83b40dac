import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import type { Instrument } from '../../instrument/instrument.ts';
import type { HouseholdFacts } from '../../report/types.ts';
import { layoutName } from '../layout.ts';
import { type FlowNode, type NodeType, plainNode, type Taken } from '../node-type.ts';
import { readReference, referenceReasons } from '../reference.ts';
import { saved } from '../saved.ts';
import { type DialogueForm, dialogueForms, type OpenForm, type StoredFacts } from '../state.ts';
import { say } from '../words.ts';

const Reference = z.strictObject({
  type: z.literal('reference'),
  title: z.string(),
  /** The form that is filled in for the household; without it the household is only looked at. */
  form: z.enum(dialogueForms).optional(),
  /** Which dialogue of the form this is, where there are several. */
  way: z.string().optional(),
  to: z.string(),
});
type Reference = z.infer<typeof Reference>;

/** Asks which household: serial and check digits, or the whole IDBDT and check digits. */
export const reference: NodeType = {
  type: 'reference',
  bind: (definition) => makeReference(Reference.parse(definition)),
};

function makeReference({ title, form, way, to }: Reference): FlowNode {
  const node: FlowNode = {
    ...plainNode,
    type: 'reference',
    targets: [to],
    messageKeys: [title, 'screen.reference.ask', 'screen.reference.again', ...referenceReasons],
    to,
    show(view) {
      const again = say(view, 'screen.reference.again');
      return {
        lead: [say(view, title), say(view, 'screen.reference.ask')],
        shortLead: [again],
        rest: null,
        actions: [],
      };
    },
    take(view, token): Taken {
      const read = readReference(token, view.state.officer, view.households);
      if (read.kind !== 'found') return read;
      const { idbdt, headName } = read.household;
      if (form === undefined) return { kind: 'go', to, change: { stored: storedFacts(read.household) } };
      return saved(to, openForm(view.state.form, { form, way, idbdt, head: maskName(headName) }));
    },
    // A resumed form has its household.
    isAnswered: ({ state }) => form !== undefined && state.form?.form === form,
    faults: (instrument) =>
      form === undefined || isKnown(form, instrument) ? [] : [`the instrument has no form ${form}`],
    longestReasons: () => referenceReasons.map((key) => ({ key, values: {} })),
    longestContents: (view) => [node.show(view)],
    // Six digits of a proposal's serial and two check digits.
    keystrokes: () => [8],
  };
  return node;
}

/** A form for the household; the one that is open where back led here from it. */
function openForm(
  open: OpenForm | null,
  { form, way, idbdt, head }: Pick<OpenForm, 'form' | 'way' | 'idbdt' | 'head'>,
): OpenForm {
  if (open?.form === form && open.idbdt === idbdt) return open;
  return { form, idbdt, head, digits: {}, partner: null, ...(way === undefined ? {} : { way }) };
}

/** Whether the instrument can lay out a form, or the form is none of its own. */
function isKnown(form: DialogueForm, { forms }: Instrument): boolean {
  return form === 'F' || forms.has(layoutName(form));
}

function storedFacts({ idbdt, headName, record, prelistMembers, lastReceipt }: HouseholdFacts): StoredFacts {
  const numberIn = (column: string) => {
    const value = record?.[column];
    return typeof value === 'number' ? value : null;
  };
  const visitedOn = record?.tanggal_verivali;
  return {
    idbdt,
    head: maskName(headName),
    members: numberIn('Jumlah_ART') ?? prelistMembers,
    families: numberIn('Jumlah_Keluarga'),
    status: numberIn('status_rumahtangga'),
    result: numberIn('hasil_verivali'),
    visitedOn: typeof visitedOn === 'string' ? visitedOn : null,
    receipt: lastReceipt,
  };
}
