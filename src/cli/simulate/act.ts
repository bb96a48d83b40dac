/** What somebody in the field does at a moment of the story. */
export type Act = SmsAct | CallAct;

interface Common {
  /** The provider's message id, or the network session's; no two acts have the same. */
  readonly id: string;
  /** When it reaches the provider, milliseconds from the beginning of the story. */
  readonly atMs: number;
  readonly msisdn: string;
  /** Times that the provider sends once more what was acknowledged. */
  readonly repeats: number;
}

/** An SMS. */
export interface SmsAct extends Common {
  readonly kind: 'sms';
  readonly text: string;
  readonly way: 'http' | 'smpp';
  /** How long it lay somewhere before it reached the provider, milliseconds. */
  readonly lateMs: number;
}

/** A USSD call. */
export interface CallAct extends Common {
  readonly kind: 'ussd';
  /** What is typed, screen by screen; the first screen comes by dialling. */
  readonly tokens: readonly string[];
  /** Whether the network drops it behind the last token, so that nothing is handed in. */
  readonly isDropped: boolean;
}

/** Whether a gateway acknowledges it as something to be kept. */
export function isSubmission(act: Act): boolean {
  return act.kind === 'sms' || !act.isDropped;
}
