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
