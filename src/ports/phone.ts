import type { PhoneTurn } from '../domain/flow/transcript.ts';
import type { TextSize } from '../domain/sms/text-size.ts';
import type { Role } from '../domain/workflow/roles.ts';

/** A number that the phone in the browser may be. */
export interface PhoneNumber {
  /** The officer's code, which names the number in addresses. */
  readonly code: string;
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  /** BPS codes. */
  readonly areas: readonly string[];
  /** Of the demo area, or one that the gateway's keeper set aside for tests. */
  readonly kind: 'demo' | 'test';
}

/** One request of a session, as a provider that accumulates the input sends it. The same again is a retry. */
export interface PhoneCall {
  readonly msisdn: string;
  readonly sessionId: string;
  /** What was dialled, such as `*384*94#` or `*384*94*1*716#`. */
  readonly dialled: string;
  /** What was typed since, screen by screen. */
  readonly typed: readonly string[];
}

export interface PhoneScreen {
  /** As a transcript keeps it. */
  readonly turn: PhoneTurn;
  readonly size: TextSize;
}

export interface PhoneSms {
  readonly msisdn: string;
  /** The provider's id; the same again is a retry. */
  readonly id: string;
  readonly text: string;
}

export interface PhoneReply {
  readonly id: string;
  readonly text: string;
  readonly segments: number;
  readonly size: TextSize;
}

/** The phone in the browser: the use cases of this process, for numbers that are nobody's. */
export interface BrowserPhone {
  readonly numbers: () => Promise<readonly PhoneNumber[]>;
  /** Null for a code that is not the gateway's. */
  readonly call: (call: PhoneCall) => Promise<PhoneScreen | null>;
  /** Resolves once it is committed; true for one that was there already. */
  readonly sendSms: (sms: PhoneSms) => Promise<boolean>;
  /** SMS to a number that were written after an id, oldest first. */
  readonly repliesAfter: (msisdn: string, id: string) => Promise<readonly PhoneReply[]>;
  /** Id of the newest one; `0` where there is none. */
  readonly lastReplyId: (msisdn: string) => Promise<string>;
  /** Longest screen and length of a session, as this phone's operator has it. */
  readonly profile: { readonly screenSeptets: number; readonly sessionSeconds: number };
}
