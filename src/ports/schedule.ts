import type { Language } from '../domain/instrument/types.ts';
import type { Coverage, DayFigures } from '../domain/workflow/digest.ts';
import type { Role } from '../domain/workflow/roles.ts';
import type { ScheduledJob, ScheduledKind } from '../domain/workflow/schedule.ts';
import type { OwnMessage } from './processing.ts';
import type { Draft } from './ussd.ts';

/** An officer in office, as far as scheduled messages go. */
export interface ScheduledOfficer {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** Wants no scheduled messages: sent STOP, or is quiet. */
  readonly isSpared: boolean;
  /** BPS codes of any level, in order. */
  readonly areas: readonly string[];
  readonly createdAt: Date;
}

/** What came of an officer's messages in a stretch of time. */
export interface HeardFigures extends DayFigures {
  /** Messages of any kind; practice and questions too. */
  readonly messages: number;
}

/** Keeps a scheduled message from going twice: who it is about, and the local day that it is about, `YYYY-MM-DD`. */
export interface NoticeMark {
  readonly officerId: number;
  readonly day: string;
}

/** Makes the messages of the marks that nobody has made yet. */
export type ComposeFresh<Mark extends NoticeMark = NoticeMark> = (
  fresh: readonly Mark[],
) => readonly OwnMessage[];

/** What the schedule needs of the store. Lists go by officers, a page at a time. */
export interface ScheduleStore {
  isFinished(job: ScheduledJob): Promise<boolean>;
  finish(job: ScheduledJob, now: Date): Promise<void>;
  countOfficers(roles: readonly Role[]): Promise<number>;
  /** In order of ids. */
  listOfficers(roles: readonly Role[], afterId: number, limit: number): Promise<ScheduledOfficer[]>;
  /** Enumerators by leader: a supervisor's own, and those in a coordinator's areas. */
  listTeams(leaders: readonly ScheduledOfficer[]): Promise<Map<number, ScheduledOfficer[]>>;
  /** Enumerators by who is their superior. */
  listSubordinates(superiorIds: readonly number[]): Promise<Map<number, ScheduledOfficer[]>>;
  /** Of whom nothing came, there is no entry. */
  countHeard(officerIds: readonly number[], from: Date, until: Date): Promise<Map<number, HeardFigures>>;
  /** When the newest message of each came. */
  findLastHeard(officerIds: readonly number[]): Promise<Map<number, Date>>;
  /** Names and households of areas of any level; unknown ones are absent. */
  findAreas(codes: readonly string[]): Promise<Map<string, Coverage & { readonly name: string }>>;
  /** Drafts that were last touched before a moment. */
  listDrafts(officerIds: readonly number[], before: Date): Promise<Draft[]>;
  /** Takes the marks and puts the messages into the outbox, in one transaction. Returns what was put there. */
  sendOnce<Mark extends NoticeMark>(
    kind: ScheduledKind,
    marks: readonly Mark[],
    compose: ComposeFresh<Mark>,
  ): Promise<readonly OwnMessage[]>;
  /** What `sendOnce` would put there; writes nothing. */
  preview<Mark extends NoticeMark>(
    kind: ScheduledKind,
    marks: readonly Mark[],
    compose: ComposeFresh<Mark>,
  ): Promise<readonly OwnMessage[]>;
}
