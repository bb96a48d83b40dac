import type { Language } from '../instrument/types.ts';
import type { DialogueForm, OpenForm } from './state.ts';
import type { Submission } from './submission.ts';

/** What a step wants made durable before its screen is shown. All of it can be done again without harm. */
export type Effect =
  | { readonly kind: 'save-draft'; readonly form: OpenForm }
  | { readonly kind: 'close-draft'; readonly form: DialogueForm; readonly idbdt: string }
  | { readonly kind: 'submit'; readonly submission: Submission }
  | { readonly kind: 'set-language'; readonly language: Language };
