import type { Figures } from '../domain/workflow/progress.ts';

/** What coordinators say of an area: the newest for each, a sub-district's own before the sum of its villages'. */
export interface Claim {
  readonly done: number;
  readonly left: number;
  readonly refused: number;
}

export interface AreaProgress {
  /** BPS code, or that of the nation. */
  readonly code: string;
  readonly name: string;
  readonly figures: Figures;
  /** All zero where nobody said anything. */
  readonly claimed: Claim;
}

export interface DayProgress {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  /** What counts for this day; no targets. */
  readonly figures: Figures;
}

export interface OfficerProgress {
  readonly officerId: number;
  /** For signing in and for lists. */
  readonly code: string;
  readonly name: string;
  /** BPS codes. */
  readonly areas: readonly string[];
  /** The target is that of their villages; the rest is what they reported last, wherever it is. */
  readonly figures: Figures;
}

/** How far the work has come; exact at any moment, and read in milliseconds however many households there are. */
export interface ProgressReader {
  /** Null where there is no such area. */
  readArea(code: string): Promise<AreaProgress | null>;
  /** Areas by code, in their order; those that there are. */
  readAreas(codes: readonly string[]): Promise<AreaProgress[]>;
  /** The areas right below one, in order of their codes. */
  listAreas(parent: string): Promise<AreaProgress[]>;
  /** Days of an area on which something counts, the oldest first. */
  listDays(code: string): Promise<DayProgress[]>;
  /** Enumerators whose areas lie in an area, in order of these areas. */
  listOfficers(code: string, limit: number): Promise<OfficerProgress[]>;
  /** Figures of officers by id; who reported nothing and has no villages counts nothing. */
  readOfficers(officerIds: readonly number[]): Promise<Map<number, Figures>>;
}

/** Keeps the sums of progress. */
export interface ProgressSums {
  /** Adds up to `limit` differences to the sums. Returns how many; 0 too while another process does it. */
  fold(limit: number): Promise<number>;
}

/** Messages of a day by the channel on which they came; practice left out. */
export interface ChannelDay {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly channel: string;
  readonly messages: number;
}

/** A village of which nothing came since some day. */
export interface SilentVillage {
  readonly code: string;
  readonly name: string;
  /** Local day of the newest first report of a household; null where there was none. */
  readonly lastDay: string | null;
  readonly target: number;
  readonly visited: number;
}

/** How many areas' newest claims name a hindrance. */
export interface HindranceCount {
  /** 1 to 9. */
  readonly code: number;
  readonly areas: number;
}

/** A household of a village as it is listed. */
export interface ListedHousehold {
  readonly idbdt: string;
  readonly headName: string | null;
  readonly address: string | null;
  /** Local days; null where it hasn't come so far. */
  readonly visitedOn: string | null;
  readonly completedOn: string | null;
  /** Code of its place in the status chain. */
  readonly status: string | null;
}

/** What the console shows of an area beside its figures; read from sums and, of small areas, by key range. */
export interface AreaDetails {
  /** All regencies within an area, in order of their codes. */
  listRegencies(within: string): Promise<AreaProgress[]>;
  /** The oldest first. */
  listChannelDays(code: string): Promise<ChannelDay[]>;
  /** Villages within a regency or less whose households are not all received, the longest silent first. */
  listSilent(code: string, since: string, limit: number): Promise<SilentVillage[]>;
  /** Of an area of any level below the nation. */
  countHindrances(code: string): Promise<HindranceCount[]>;
  /** Households of a village behind one, in order of their ids. */
  listHouseholds(village: string, after: string | null, limit: number): Promise<ListedHousehold[]>;
}
