import { septets } from '../sms/gsm7.ts';
import type { Role } from '../workflow/roles.ts';

/** One thing that was keyed in on a phone, and what it showed. */
export interface PhoneTurn {
  /** `dial`, `dial 1*716`, an answer, or `sms V 7-16 ...`. */
  readonly typed: string;
  /** What answered: the network in a session that goes on or ends, an SMS, or the network itself. */
  readonly kind: 'CON' | 'END' | 'SMS' | 'NET';
  readonly text: string;
}

/** What is kept of one turn: the line, kind and septets of the answer, its text. */
export function transcriptTurn({ typed, kind, text }: PhoneTurn): string {
  return `> ${typed}\n-- ${kind} ${septets(text)}\n${text}\n`;
}

/** A whole transcript, as the tests of the dialogues are kept: it can be played again. */
export function transcriptOf(role: Role, turns: readonly PhoneTurn[]): string {
  return [`# phone: ${role}\n`, ...turns.map(transcriptTurn)].join('\n');
}
