import type { AreaLevel } from '../domain/identity/area-code.ts';
import type { AuditEntry } from './processing.ts';

/** An area as lists show it. */
export interface ListedArea {
  /** BPS code. */
  readonly code: string;
  readonly level: AreaLevel;
  readonly name: string;
  /** The Kemendagri code in force, digits only; null where it is not known. */
  readonly kemendagri: string | null;
}

/** A Kemendagri code that an area has or had. Days are `YYYY-MM-DD`, both included, null where they are not known. */
export interface ListedVintage {
  readonly kemendagri: string;
  readonly name: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface AreaSearch {
  /** BPS codes: areas in one of these; `''` holds all. */
  readonly scope: readonly string[];
  /** Beginnings of words of a name that it has or had; none: all areas. */
  readonly words: readonly string[];
  /** Code of the last area of the page before: larger areas come first, then by code. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface AreaList {
  search(search: AreaSearch): Promise<ListedArea[]>;
  /** Areas by code; unknown ones are absent. */
  findByCodes(codes: readonly string[]): Promise<ListedArea[]>;
  /** Those that have or had a Kemendagri code, digits only. */
  findByKemendagri(code: string): Promise<ListedArea[]>;
  /** Every Kemendagri code that an area has or had, the newest first. */
  listVintages(code: string): Promise<ListedVintage[]>;
}

/** A household as the prelist has it, and how far it has come. Holds names. */
export interface PrelistEntry {
  readonly idbdt: string;
  readonly headName: string | null;
  readonly address: string | null;
  readonly slsName: string | null;
  readonly noKk: string | null;
  readonly memberCount: number | null;
  /** Place in the status chain; null where nobody reported. */
  readonly status: string | null;
}

export interface ListedMember {
  readonly idbdt: string;
  readonly number: number;
  readonly name: string | null;
  readonly nik: string | null;
  readonly sex: number | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly relation: number | null;
}

export interface HouseholdSearch {
  /** BPS codes: households of these areas; `''` holds all. */
  readonly scope: readonly string[];
  /** Beginnings of words of the head's name; read household by household, so only for small areas. */
  readonly words: readonly string[];
  /** IDBDT of the last household of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface PrelistList {
  /** In order of IDBDT. */
  searchHouseholds(search: HouseholdSearch): Promise<PrelistEntry[]>;
  /** By IDBDT and number, after the given one. */
  listMembers(
    scope: readonly string[],
    after: { readonly idbdt: string; readonly number: number } | null,
    limit: number,
  ): Promise<ListedMember[]>;
}

/** An entry as it is listed: with the code of who did it, by which lists name officers. */
export interface ListedEntry extends AuditEntry {
  readonly id: string;
  readonly officerCode: string | null;
  /** Who did it in the console. */
  readonly username: string | null;
}

export interface AuditFilter {
  /** BPS codes: what was done in these areas; absent or `''`: everything. */
  readonly scope?: readonly string[];
  /** Who did it. */
  readonly officerId?: number;
  /** What it was done to, of whatever kind. */
  readonly target?: string;
  /** Or this officer. */
  readonly targetOfficerId?: number;
  readonly action?: string;
  readonly since?: Date;
  /** Id of the last entry of the page before. */
  readonly before?: string;
  readonly limit: number;
}

export interface AuditReader {
  /** The newest first. */
  list(filter: AuditFilter): Promise<ListedEntry[]>;
}
