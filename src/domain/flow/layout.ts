import { type Form, formNamed, type Instrument } from '../instrument/instrument.ts';
import type { DialogueForm, OpenForm } from './state.ts';

/** What practice practises. */
const practised: DialogueForm = 'V';

/** Name of the instrument's form that lays out the digits of a dialogue's form. */
export function layoutName(form: DialogueForm): string {
  return form === 'LATIH' ? practised : form;
}

/** The instrument's form that lays out the digits of an open form. */
export function layoutOf(instrument: Instrument, open: OpenForm): Form {
  return formNamed(instrument, open.layout ?? layoutName(open.form));
}
