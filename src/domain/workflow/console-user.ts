import type { Language } from '../instrument/types.ts';
import { nation } from './progress.ts';

/**
 * Roles in the console. `admin` keeps the gateway, `pusat` sees the nation; the others lead an area.
 * Source: the programme's organisation of 2021.
 */
export const consoleRoles = ['admin', 'pusat', 'korwil', 'korkab', 'korcam'] as const;
export type ConsoleRole = (typeof consoleRoles)[number];

/** Somebody who signs in to the console. */
export interface User {
  readonly id: number;
  /** What they sign in as: small letters, digits, dots, dashes. */
  readonly username: string;
  readonly role: ConsoleRole;
  /** BPS codes of the areas that they see; `00` is the nation. Never empty. */
  readonly areas: readonly string[];
  readonly language: Language;
  /** The officer that they are in the field; null for nobody. */
  readonly officerId: number | null;
}

/** Whether a place lies in the user's areas: a BPS code, an IDBDT, or the nation's code. */
export function seesArea({ areas }: Pick<User, 'areas'>, code: string): boolean {
  return areas.some((area) => area === nation || code.startsWith(area));
}

/** The name of a user as they type it: case and blanks around it don't matter. */
export function usernameOf(typed: string): string {
  return typed.trim().toLowerCase();
}

export const usernamePattern = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** Characters of a password. Source: NIST SP 800-63B: length, no rules of composition, room for a sentence. */
export const passwordLength = { min: 10, max: 200 } as const;
