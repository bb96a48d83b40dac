import type { Problem } from '../instrument/types.ts';
import type { FormName, OutcomeCounts } from '../report/types.ts';

/** Why a report is on its supervisor's desk. `returned`: sent back, and nothing newer has come of the household. */
export type DeskState = 'held' | 'flagged' | 'returned';

/** A report of one of a supervisor's enumerators that waits for somebody. */
export interface DeskReport {
  readonly state: DeskState;
  readonly receipt: string;
  readonly officerId: number;
  readonly officerName: string;
  readonly form: FormName;
  readonly idbdt: string;
  /** Masked name of the head. */
  readonly head: string;
  /** What is in the way of a held report, what looks odd in a flagged one; the first is the one to tell. */
  readonly problems: readonly Problem[];
  /** Why it was sent back, in the supervisor's words; null unless it was. */
  readonly reason: string | null;
  readonly receivedAt: Date;
}

/** One enumerator of a supervisor's team. */
export interface TeamMember {
  readonly officerId: number;
  readonly name: string;
  /** Their reports of the day so far, practice and what was withdrawn left out. */
  readonly today: OutcomeCounts;
  /** When their newest message came; null where there was none yet. */
  readonly lastAt: Date | null;
}

/** A finished household that the supervisor is to ask again a few items of. */
export interface BackCheckTask {
  readonly idbdt: string;
  /** Masked name of the head. */
  readonly head: string;
  readonly officerId: number;
  readonly officerName: string;
  /** Columns of the household, in the order in which they are asked. */
  readonly items: readonly string[];
  readonly drawnAt: Date;
}

/** An area of an officer, or one of the level below it. */
export interface AreaWork {
  /** BPS code. */
  readonly code: string;
  readonly name: string;
  /** Households of the prelist, proposals left out. */
  readonly target: number;
  /** Households with a record. */
  readonly received: number;
  /** How many households stand at each place of the status chain. */
  readonly byStatus: Readonly<Record<string, number>>;
}
