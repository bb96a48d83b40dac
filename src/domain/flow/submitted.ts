import { composeText } from './compose.ts';
import type { Submitting, View, Went } from './node-type.ts';
import type { OpenForm } from './state.ts';
import type { Submission } from './submission.ts';

/** Hands in an open form, closes its draft, and goes on with the receipt in hand. */
export function submitted(view: View, open: OpenForm, submitting: Submitting, to: string): Went {
  const { form, idbdt, unit, digits } = open;
  const receipt = submitting.receipt();
  const sent = unit === undefined ? {} : { sent: [...(open.sent ?? []), unit] };
  return {
    kind: 'go',
    to,
    change: {
      receipt,
      form: { ...open, ...sent },
      handedIn: [...(view.state.handedIn ?? []), digits.receipt ?? digits.area ?? idbdt],
    },
    effects: [
      { kind: 'submit', submission: submissionOf(view, open, receipt, submitting.transcript()) },
      { kind: 'close-draft', form, idbdt },
    ],
    isSettled: true,
  };
}

function submissionOf(
  { instrument, state }: View,
  open: OpenForm,
  receipt: string,
  tokens: readonly string[],
): Submission {
  const { language, officer } = state;
  const { form, idbdt, digits, partner } = open;
  const shown = { receipt, language, tokens: [...tokens] };
  if (form === 'V' || form === 'RT') return { form, idbdt, hasCheckDigits: true, digits, partner, ...shown };
  return { text: composeText(instrument, officer, open), ...shown };
}
