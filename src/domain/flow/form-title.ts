import { layoutName } from './layout.ts';
import type { View } from './node-type.ts';
import type { DialogueForm } from './state.ts';
import { say } from './words.ts';

/** Forms that the instrument has no form of: their titles are texts. */
const titled = [
  'NAMA',
  'BARU',
  'F',
  'BATAL',
  'LATIH',
  'SETUJU',
  'TOLAK',
  'LAPOR',
  'PERIKSA',
] as const satisfies readonly DialogueForm[];

export const formTitleKeys = titled.map((form) => `screen.form.${form}`);

/** What a dialogue fills in, as a person calls it. */
export function formTitle(view: View, form: DialogueForm): string {
  const isTitled = titled.some((one) => one === form);
  const inInstrument = isTitled ? undefined : view.instrument.forms.get(layoutName(form));
  return inInstrument ? inInstrument.title[view.state.language] : say(view, `screen.form.${form}`);
}
