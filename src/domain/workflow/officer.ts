import type { Language } from '../instrument/types.ts';
import type { Role } from './roles.ts';

/** One person of the field staff in a post. */
export interface Officer {
  readonly id: number;
  /** For signing in and for lists; 7 digits, the last one a check digit. */
  readonly code: string;
  /** The main number, where messages of our own accord go; E.164 with the plus. */
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** Quiet officers get only questions and refusals. */
  readonly isQuiet: boolean;
  /** Sent STOP: only answers to their own messages. */
  readonly isStopped: boolean;
  /** BPS codes of the areas, any level. */
  readonly areas: readonly string[];
  /** Of the areas, those that are villages (10 digits). */
  readonly villages: readonly string[];
  /** Id of the officer above; null for those who have none. */
  readonly superiorId: number | null;
}
