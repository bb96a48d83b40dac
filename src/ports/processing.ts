import type { CountedAs } from '../domain/instrument/instrument.ts';
import type { Language, Problem } from '../domain/instrument/types.ts';
import type { RecordDiff } from '../domain/report/diff.ts';
import type {
  FormName,
  HouseholdReport,
  NewHousehold,
  OpenQuestion,
  Outcome,
  OutcomeCounts,
  QuestionKind,
  RecordRow,
  Repair,
  StoredReport,
} from '../domain/report/types.ts';
import type { PrelistFacts } from '../domain/report/withdraw.ts';
import type { AreaClaim, AreaFacts, StoredClaim } from '../domain/workflow/area-claim.ts';
import type { AnsweredBackCheck, BackCheck } from '../domain/workflow/back-check.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { ProgressDelta } from '../domain/workflow/progress.ts';
import type { AreaStep, ReviewKind, WaitingCount } from '../domain/workflow/review.ts';
import type { Directory } from './directory.ts';
import type { ClaimedMessage } from './inbox.ts';
import type { Draft } from './ussd.ts';

/** A row for `reports`; its id is that of the inbox row it reads. */
export interface NewReport {
  readonly id: string;
  readonly officerId: number | null;
  readonly command: string | null;
  readonly form: FormName | null;
  readonly idbdt: string | null;
  readonly sender: string;
  readonly channel: string;
  readonly source: 'sms' | 'ussd';
  readonly receivedAt: Date;
  readonly outcome: Outcome;
  readonly isPractice: boolean;
  readonly reason: string | null;
  /** What was read: answers, capped columns and remarks; parked here while it is asked back or held. */
  readonly report: HouseholdReport | null;
  /** What is claimed of an area, parked here while it is asked back. */
  readonly claim?: AreaClaim;
  /** Why it is asked back; empty unless the outcome is `ask`. */
  readonly questions: readonly QuestionKind[];
  readonly problems: readonly Problem[];
  readonly repairs: readonly Repair[];
  readonly receipt: string | null;
  readonly codebookVersion: string;
  /** Set for outcome `ask`. */
  readonly questionExpiresAt: Date | null;
  readonly processedAt: Date;
}

export interface NewRevision {
  readonly idbdt: string;
  readonly number: number;
  readonly reportId: string;
  readonly officerId: number;
  readonly channel: string;
  readonly source: 'sms' | 'ussd';
  readonly codebookVersion: string;
  /** What changed, table by table, as it was. */
  readonly before: RecordDiff;
  /** The same, as it is now. */
  readonly after: RecordDiff;
  readonly createdAt: Date;
}

export interface NewAnswer {
  readonly inboxId: string;
  readonly channel: string;
  readonly recipient: string;
  readonly text: string;
  readonly segments: number;
  /** BPS code of the household's village, or the officer's first area; empty where there is none. */
  readonly area: string;
  /** Needs nothing of anybody: left out when money is short. */
  readonly isPlain: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Messages of our own accord: an event that concerns somebody, the day's figures, somebody's silence, a draft. */
export type OwnKind = 'notice' | 'digest' | 'alert' | 'reminder';

/** A message that answers nothing; how and when it goes follows from the officer. */
export interface OwnMessage {
  readonly officerId: number;
  readonly kind: OwnKind;
  readonly text: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One of an event, for an officer who is not the one who caused it: written in the language that they read. */
export interface NewNotice extends Omit<OwnMessage, 'text'> {
  readonly kind: 'notice';
  readonly texts: Readonly<Record<Language, string>>;
}

/** Tables of the records: households, members, family cards, businesses. */
export type RecordTable = 'udrt' | 'udart' | 'kk' | 'usaha';

/** The key of a record: the household's, and the row's own number in the tables that have one. */
export interface RecordKey {
  readonly idbdt: string;
  /** Null for the household itself. */
  readonly number: number | null;
}

/** One part of a message that its sender split by hand; its text is that of the inbox row. */
export interface NewPart {
  readonly inboxId: string;
  readonly sender: string;
  readonly total: number;
  readonly part: number;
  readonly receivedAt: Date;
}

/** A part that waits for its fellows. */
export interface WaitingPart extends NewPart {
  /** The message as it came, the part's mark included. */
  readonly raw: Uint8Array;
}

/**
 * What a message makes of reports: of one, or of all that stand in a household's records. Of one it also says what
 * becomes of it where it was held.
 */
export interface NewReview {
  readonly review: ReviewKind;
  readonly of: { readonly reportId: string } | { readonly idbdt: string };
  readonly reason: string | null;
  /** The message that says so. */
  readonly by: string;
  /** Of a held report: accepted with these remarks, or rejected. */
  readonly settled?:
    | { readonly outcome: 'accepted'; readonly remarks: readonly Problem[] }
    | { readonly outcome: 'rejected' };
}

/** A step of all households of an area that wait for it. The batch fails where they are more or fewer by then. */
export interface NewAreaStep extends AreaStep {
  readonly officerId: number;
  /** The message that takes it. */
  readonly by: string;
  readonly channel: string;
  readonly source: 'sms' | 'ussd';
  readonly codebookVersion: string;
  /** By what progress counts the households. */
  readonly counted: CountedAs;
}

/** What is claimed of an area; its id is that of its report. */
export interface NewClaim {
  readonly reportId: string;
  readonly officerId: number;
  readonly claim: AreaClaim;
  readonly claimedAt: Date;
}

/** A household that was drawn to be asked again; drawn once more before it was, the newer answers count. */
export interface NewBackCheck extends Omit<BackCheck, 'isDone'> {
  readonly drawnAt: Date;
}

/** Everything one batch writes, in one transaction. */
export interface BatchResult {
  readonly reports: readonly NewReport[];
  /** Households that were proposed; one whose key is taken by now fails the batch. */
  readonly newHouseholds: readonly NewHousehold[];
  /** Whole rows to insert or replace, one a key. */
  readonly records: Readonly<Record<RecordTable, readonly RecordRow[]>>;
  /** Rows to delete. */
  readonly removed: Readonly<Record<RecordTable, readonly RecordKey[]>>;
  readonly revisions: readonly NewRevision[];
  readonly answers: readonly NewAnswer[];
  /** Messages to officers other than the senders. */
  readonly notices: readonly NewNotice[];
  /** Open questions that this batch closed: with what became of them, and the message that settled them. */
  readonly closedQuestions: readonly {
    readonly reportId: string;
    readonly outcome: Outcome;
    readonly by: string;
  }[];
  /** Reports that were withdrawn, each by a message. */
  readonly withdrawals: readonly {
    readonly reportId: string;
    readonly by: string;
    /** As it was read; where it is not so any more, the batch is decided anew. */
    readonly wasHeld: boolean;
  }[];
  /** IDBDTs of proposals that were withdrawn: they leave the prelist. */
  readonly withdrawnProposals: readonly string[];
  /** What it does to the figures of progress. */
  readonly progress: readonly ProgressDelta[];
  /** Drafts, as they were found, whose form was finished by SMS; one that was changed since then stays. */
  readonly closedDrafts: readonly Draft[];
  readonly parts: readonly NewPart[];
  /** Inbox ids of parts that wait no more. */
  readonly spentParts: readonly string[];
  /** Senders not registered, answered at most once a day: the answer is dropped when one was given. */
  readonly strangerAnswers: readonly { readonly answer: NewAnswer; readonly day: string }[];
  readonly reviews: readonly NewReview[];
  readonly areaSteps: readonly NewAreaStep[];
  readonly claims: readonly NewClaim[];
  /** Report ids of claims that no longer count. */
  readonly withdrawnClaims: readonly string[];
  readonly drawnBackChecks: readonly NewBackCheck[];
  readonly doneBackChecks: readonly (AnsweredBackCheck & {
    readonly supervisorId: number;
    readonly by: string;
  })[];
  readonly audit: readonly AuditEntry[];
  /** Settings that officers changed by message. */
  readonly officerChanges: readonly {
    readonly officerId: number;
    readonly language?: Language;
    readonly isStopped?: boolean;
  }[];
  /** Inbox rows that were read; they become done. */
  readonly doneIds: readonly string[];
  /** Inbox rows whose reading threw; they are tried again, later set aside. */
  readonly failures: readonly { readonly id: string; readonly error: string }[];
}

/** Who did what beside reports. `details` holds neither names nor NIK nor MSISDN. */
export interface AuditEntry {
  readonly at: Date;
  /** Null: the machine's operator, or the gateway itself. */
  readonly officerId: number | null;
  /** Who did it in the console; absent elsewhere. */
  readonly userId?: number;
  readonly via: 'sms' | 'ussd' | 'command' | 'console' | 'schedule';
  /** What was done, in kebab case, such as `approve-report`. */
  readonly action: string;
  readonly targetKind: 'household' | 'area' | 'report' | 'officer' | 'user' | 'route' | 'message' | 'channel';
  /** An IDBDT, an area code, an id, or what the console calls a route. */
  readonly target: string;
  /** The message that did it, where it was one. */
  readonly inboxId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** What it takes to rebuild a household's records. */
export interface HouseholdHistory {
  readonly prelist: PrelistFacts;
  /** Reports that count, in the order in which they went to the records. */
  readonly reports: readonly StoredReport[];
}

/** What a batch may look up for reviews, claims and back-checks. */
export interface WorkLookup {
  /** By id of the superior: ids of those below them, those who have ended too. */
  findTeams(superiorIds: readonly number[]): Promise<Map<number, ReadonlySet<number>>>;
  /** Reports of teams by receipt, withdrawn ones too; practice and what is no report are absent. */
  findTeamReports(
    named: readonly { readonly superiorId: number; readonly receipt: string }[],
  ): Promise<StoredReport[]>;
  /** By BPS code; areas that the store does not have are absent. */
  findAreas(codes: readonly string[]): Promise<Map<string, AreaFacts>>;
  /**
   * Households of an area at each place of the status chain, those left out of which the officer took a step or
   * whose report is theirs.
   */
  findWaiting(asked: { readonly areaCode: string; readonly officerId: number }): Promise<WaitingCount[]>;
  /** By IDBDT, of those drawn. */
  findBackChecks(idbdts: readonly string[]): Promise<Map<string, BackCheck>>;
  /** Claims by officer and receipt, parked and withdrawn ones too. */
  findOwnClaims(
    named: readonly { readonly officerId: number; readonly receipt: string }[],
  ): Promise<StoredClaim[]>;
}

/** What a batch may look up, inside its transaction. */
export interface BatchLookup extends Directory, WorkLookup {
  /** By id, those in office. */
  findOfficersById(officerIds: readonly number[]): Promise<Map<number, Officer>>;
  findOpenQuestions(officerIds: readonly number[], now: Date): Promise<OpenQuestion[]>;
  /** Reports by outcome, practice left out, per officer. */
  countReports(officerIds: readonly number[]): Promise<Map<number, OutcomeCounts>>;
  /** Reports by officer and receipt, withdrawn ones too; practice and what is no report are absent. */
  findOwnReports(
    named: readonly { readonly officerId: number; readonly receipt: string }[],
  ): Promise<StoredReport[]>;
  /** By IDBDT, of every household asked for. */
  findHistories(idbdts: readonly string[]): Promise<Map<string, HouseholdHistory>>;
  /** By village code: the highest serial that a proposal was given or is asked back with, 900000 where none was. */
  findProposalSerials(villages: readonly string[]): Promise<Map<string, number>>;
  /** Officers' proposals since a moment, without those that were withdrawn. */
  findOwnProposals(officerIds: readonly number[], since: Date): Promise<StoredReport[]>;
  /** Open drafts of these officers. */
  findDrafts(officerIds: readonly number[]): Promise<Draft[]>;
  /** Parts that wait, oldest first. */
  findParts(senders: readonly string[]): Promise<WaitingPart[]>;
}

export interface Processing {
  /**
   * Claims up to `limit` pending rows, in order per sender, hands them to `work`, and writes what it returns;
   * all in one transaction. Returns how many rows were claimed.
   * When the write fails, the rows are processed one by one, so that one bad row never fails its batch.
   */
  processBatch(
    limit: number,
    work: (messages: readonly ClaimedMessage[], lookup: BatchLookup) => Promise<BatchResult>,
  ): Promise<number>;
}
