import type { Language } from '../domain/instrument/types.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { AuditEntry } from './processing.ts';

/** An officer as lists show them. */
export interface ListedOfficer {
  readonly id: number;
  readonly code: string;
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly areas: readonly string[];
  /** Code of the superior. */
  readonly superior: string | null;
  readonly endedAt: Date | null;
}

/** All that is known of an officer. */
export interface OfficerRecord extends ListedOfficer {
  readonly language: Language;
  readonly isQuiet: boolean;
  readonly isStopped: boolean;
  /** Code of the one before them in their post. */
  readonly replaces: string | null;
  /** Code of the one who came after them. */
  readonly replacedBy: string | null;
  /** Officers in post whose superior they are. */
  readonly team: number;
  /** Every number that is or was theirs, those of now first. */
  readonly numbers: readonly { readonly msisdn: string; readonly since: Date; readonly until: Date | null }[];
}

/** An officer as an import file has them: with the superior's number and the language. */
export interface OfficerRow extends ListedOfficer {
  readonly language: Language;
  /** Main number of the superior in post. */
  readonly superiorMsisdn: string | null;
}

/** What officers are looked for by. */
export interface OfficerSearch {
  /** BPS codes: officers with an area in one of these; `''` holds all, those without an area too. */
  readonly scope: readonly string[];
  /** Beginnings of words of the name, all of which must be there. */
  readonly words?: readonly string[] | undefined;
  /** Or a whole code or number, E.164 with the plus. */
  readonly key?: string | undefined;
  readonly role?: Role | undefined;
  /** Those who have ended too. */
  readonly withEnded: boolean;
  /** Code of the last officer of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Who changes something, when, by which way; what the audit keeps of it. */
export type Doer = Pick<AuditEntry, 'at' | 'officerId' | 'userId' | 'via' | 'inboxId'>;

/** Why a change of an officer is refused. */
export type UpkeepFault =
  | 'unknown-officer'
  | 'has-ended'
  | 'already-replaced'
  | 'number-taken'
  | 'not-their-number'
  | 'unknown-area'
  | 'no-area'
  | 'unknown-superior'
  | 'superior-not-above';

/** A changed officer, or why nothing was changed. */
export type Upkeep<Done extends object = object> = ({ readonly id: number } & Done) | UpkeepFault;

export interface OfficerChanges {
  readonly language?: Language;
  readonly isQuiet?: boolean;
  /** Null: nobody. */
  readonly superiorId?: number | null;
  /** BPS codes, all that they answer for from now on. */
  readonly areas?: readonly string[];
}

/** Who comes into a post. */
export interface Successor {
  /** E.164 with the plus; that of the one before them too. */
  readonly msisdn: string;
  readonly name: string;
  readonly language: Language;
}

/** The field staff: finding them, and their upkeep, each change of which is in the audit. */
export interface Staff {
  /** In order of their codes. */
  search(search: OfficerSearch): Promise<OfficerRow[]>;
  read(officerId: number): Promise<OfficerRecord | null>;
  /** The officer of a code, or of a number that is or was theirs; null for nobody's. */
  findId(codeOrMsisdn: string): Promise<number | null>;
  addNumber(officerId: number, msisdn: string, doer: Doer): Promise<Upkeep>;
  replaceNumber(
    officerId: number,
    numbers: { readonly from: string; readonly to: string },
    doer: Doer,
  ): Promise<Upkeep>;
  change(officerId: number, changes: OfficerChanges, doer: Doer): Promise<Upkeep>;
  end(officerId: number, doer: Doer): Promise<Upkeep<{ team: number }>>;
  replace(officerId: number, person: Successor, doer: Doer): Promise<Upkeep>;
  /** The PIN is told once: only its hash is kept. */
  resetPin(officerId: number, doer: Doer): Promise<Upkeep<{ pin: string }>>;
}
