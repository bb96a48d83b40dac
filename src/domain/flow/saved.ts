import type { Went } from './node-type.ts';
import type { OpenForm } from './state.ts';

/** Goes on with a form that is kept as a draft before the next screen shows. */
export function saved(to: string, form: OpenForm): Went {
  return { kind: 'go', to, change: { form }, effects: [{ kind: 'save-draft', form }] };
}

/** The form that a node fills in. @throws Error where none is open: a fault of the flow. */
export function openFormOf({ state }: { readonly state: { readonly form: OpenForm | null } }): OpenForm {
  if (state.form === null) throw new Error('No form is open');
  return state.form;
}
