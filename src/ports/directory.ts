import type { OwnReport } from '../domain/flow/officer-work.ts';
import type { HouseholdFacts, OutcomeCounts } from '../domain/report/types.ts';
import type { AreaWork, BackCheckTask, DeskReport, TeamMember } from '../domain/workflow/desk.ts';
import type { Officer } from '../domain/workflow/officer.ts';

export interface Directory {
  findOfficers(msisdns: readonly string[]): Promise<Map<string, Officer>>;
  /** Facts by IDBDT; what is in no prelist and no record is absent. */
  findHouseholds(idbdts: readonly string[]): Promise<Map<string, HouseholdFacts>>;
}

/** What an officer's dialogues show of their own work. */
export interface OfficerWork {
  /**
   * The officer's newest reports that could be withdrawn at a moment, the newest first: received before it, not
   * refused, not withdrawn before it, no practice.
   */
  listOwnReports(officerId: number, asOf: Date, limit: number): Promise<OwnReport[]>;
  /** Reports by outcome, practice left out, per officer. */
  countReports(officerIds: readonly number[]): Promise<Map<number, OutcomeCounts>>;
  /** How many households the prelist of some villages has, and the IDBDTs of those with a record, in order. */
  listProgress(
    villages: readonly string[],
  ): Promise<{ readonly households: number; readonly reported: readonly string[] }>;
}

/** What the dialogues of supervisors and coordinators show: of the team as superiors have it, of their areas. */
export interface DeskWork {
  /**
   * Reports of the team that waited at a moment, held ones first, then flagged, then returned ones without anything
   * newer of their household; each kind the newest first.
   */
  listDesk(supervisorId: number, asOf: Date, limit: number): Promise<DeskReport[]>;
  /** The team in order of their ids, with the figures of each one's local day up to a moment, those below included. */
  listTeam(supervisorId: number, asOf: Date): Promise<TeamMember[]>;
  /** Back-checks of the team that were open at a moment, the oldest first. */
  listBackChecks(supervisorId: number, asOf: Date, limit: number): Promise<BackCheckTask[]>;
  /** The officer's own areas and the level below each, in order of their codes. */
  listAreas(officerId: number): Promise<AreaWork[]>;
}
