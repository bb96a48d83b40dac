import type { Language } from '../domain/instrument/types.ts';
import type { ConsoleRole, User } from '../domain/workflow/console-user.ts';
import type { AuditEntry } from './processing.ts';

/** What came of a name and a password. */
export type SignIn =
  | { readonly outcome: 'in'; readonly user: User; readonly session: string }
  | { readonly outcome: 'wrong' }
  /** Neither looked at nor counted. */
  | { readonly outcome: 'paused'; readonly until: Date };

/** Who comes to the console. Keys are secrets that only their holder has: the store keeps hashes. */
export interface ConsoleAccess {
  /** Judges a password; wrong ones pause the name and the address. Audited. */
  signIn(typed: {
    readonly username: string;
    readonly password: string;
    readonly address: string;
    readonly now: Date;
  }): Promise<SignIn>;
  /** Takes a one-time link. Null for one that is unknown, used or too old. */
  takeLink(link: string, now: Date): Promise<{ readonly user: User; readonly session: string } | null>;
  /** Null for a session that is unknown, too old or idle for too long, and for a user who was disabled. */
  findSession(session: string, now: Date): Promise<User | null>;
  closeSession(session: string): Promise<void>;
  /** By a bearer token of the API. */
  findBearer(token: string, now: Date): Promise<User | null>;
}

/** Adds to the audit what was refused, and what is done beside other writing. */
export type NoteAudit = (entry: AuditEntry) => Promise<void>;

/** A user as they are listed. */
export interface ListedUser extends User {
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: Date;
}

/** Who is to be a user. */
export interface NewUser {
  readonly username: string;
  readonly role: ConsoleRole;
  readonly areas: readonly string[];
  readonly language: Language;
  readonly officerId: number | null;
  /** Null: signs in by link alone. */
  readonly password: string | null;
}

/** Why nothing was changed of a user. */
export type UserFault = 'taken' | 'unknown-area' | 'unknown-officer' | 'unknown-user';

/** Who keeps users, in the console. */
export interface UserKeeper {
  readonly now: Date;
  readonly userId: number;
}

/** Upkeep of users; each change is in the audit. Gives the id, or why not. */
export interface UserUpkeep {
  add(user: NewUser, by: UserKeeper): Promise<number | UserFault>;
  /** Another password; ends all that they hold. */
  setPassword(username: string, password: string, by: UserKeeper): Promise<number | UserFault>;
  /** Shut out at once. */
  disable(username: string, by: UserKeeper): Promise<number | UserFault>;
}
