/**
 * The ports: what services need of the outside, as types only.
 *
 * Glossary
 * - Area (wilayah): a place by BPS code: 2 digits province, 4 regency, 7 sub-district, 10 village.
 * - Officer (petugas): a person of the field staff: one MSISDN, one role, one or more areas.
 * - Prelist: the households that an area is to visit, with their known members.
 * - Instrument: the questionnaire as data.
 * - Report: one reading of one inbound message or dialogue.
 * - Outcome: accepted, repaired, ask, held, rejected.
 * - Record: a DTKS row, of a household (UDRT) or a member (UDART).
 * - Revision: what a report changed in a record, before and after.
 * - Channel: one number or code at one provider.
 * - Inbox, outbox: what came in, what goes out.
 * - Screen, page, hop: one USSD display, a part of a long one, one round trip.
 * - Session: one call of the network, theirs. Draft: a person's unfinished form, ours, which outlives sessions.
 * - Segment, septet: parts of an SMS, and its 7-bit characters.
 */
import type { OwnReport } from './domain/flow/officer-work.ts';
import type { DialogueForm } from './domain/flow/state.ts';
import type { CountedAs } from './domain/instrument/instrument.ts';
import type { Language, Problem } from './domain/instrument/types.ts';
import type { RecordDiff } from './domain/report/diff.ts';
import type {
  FormName,
  HouseholdFacts,
  HouseholdReport,
  NewHousehold,
  OpenQuestion,
  Outcome,
  OutcomeCounts,
  QuestionKind,
  RecordRow,
  Repair,
  StoredReport,
} from './domain/report/types.ts';
import type { PrelistFacts } from './domain/report/withdraw.ts';
import type { AreaClaim, AreaFacts, StoredClaim } from './domain/workflow/area-claim.ts';
import type { AnsweredBackCheck, BackCheck } from './domain/workflow/back-check.ts';
import type { AreaWork, BackCheckTask, DeskReport, TeamMember } from './domain/workflow/desk.ts';
import type { Coverage, DayFigures } from './domain/workflow/digest.ts';
import type { Officer } from './domain/workflow/officer.ts';
import type { PinVerdict } from './domain/workflow/pin.ts';
import type { Figures, ProgressDelta } from './domain/workflow/progress.ts';
import type { AreaStep, ReviewKind, WaitingCount } from './domain/workflow/review.ts';
import type { Role } from './domain/workflow/roles.ts';
import type { ScheduledJob, ScheduledKind } from './domain/workflow/schedule.ts';

/** The clock, passed in so that nothing reads it on its own. */
export type Clock = () => Date;

/** Structured log: fields hold ids and masked MSISDNs, never text, NIK or names. */
export interface Log {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
  debug(fields: object, event: string): void;
}

// ── Inbox ──────────────────────────────────────────────────────────────────────────────────────────────────

/** One inbound message, parsed and authenticated by its channel, not yet read. */
export interface InboundMessage {
  readonly channel: string;
  /** The provider's id; unique within the channel and kind. */
  readonly providerId: string;
  readonly kind: 'sms' | 'ussd';
  /** E.164 with the plus. */
  readonly sender: string;
  readonly receiver: string | null;
  /** SMS: the text's UTF-8 bytes as they came. USSD: the submission as JSON bytes. */
  readonly raw: Uint8Array;
  readonly receivedAt: Date;
  /** When the phone or operator says that it was sent. */
  readonly sentAt: Date | null;
}

/** A row of the inbox that a worker has claimed. */
export interface ClaimedMessage extends InboundMessage {
  readonly id: string;
  /** How many times it failed before. */
  readonly attempts: number;
}

export interface AcceptedMessage {
  /** Null for a message that was there already. */
  readonly id: string | null;
  readonly duplicate: boolean;
}

export interface StuckMessage {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly sender: string;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface Inbox {
  /** Commits all messages in one statement; order of the answer is the order given. Duplicates are no error. */
  accept(messages: readonly InboundMessage[]): Promise<AcceptedMessage[]>;
  countPending(): Promise<number>;
  listStuck(limit: number): Promise<StuckMessage[]>;
  /** Puts set-aside rows back; all of them without ids. Returns how many. */
  retryStuck(ids?: readonly string[]): Promise<number>;
}

// ── Officers and households ────────────────────────────────────────────────────────────────────────────────

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

// ── Processing ─────────────────────────────────────────────────────────────────────────────────────────────

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
  readonly via: 'sms' | 'ussd' | 'command' | 'console' | 'schedule';
  /** What was done, in kebab case, such as `approve-report`. */
  readonly action: string;
  readonly targetKind: 'household' | 'area' | 'report' | 'officer';
  /** An IDBDT, an area code, the id of a report or of an officer. */
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

// ── Progress ───────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Outbox ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface OutboundMessage {
  readonly id: string;
  readonly channel: string;
  readonly recipient: string;
  readonly text: string;
  readonly segments: number;
  readonly attempts: number;
}

export type DeliveryState =
  | 'pending'
  | 'wired'
  | 'sent'
  | 'delivered'
  | 'errored'
  | 'failed'
  | 'expired'
  | 'unknown';

/** What a channel says of one sending. */
export type SendResult =
  | { readonly ok: true; readonly providerMessageId: string | null; readonly cost: string | null }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly isRetryable: boolean;
      readonly isUncertain: boolean;
    };

export interface Outbox {
  /** Marks up to `limit` due rows as `wired` and returns them; rows past their use become `expired`. */
  claim(limit: number, now: Date): Promise<OutboundMessage[]>;
  settle(id: string, result: SendResult, now: Date): Promise<void>;
  /** Applies a provider's delivery state; false when no such message is known. */
  recordDelivery(
    channel: string,
    providerMessageId: string,
    state: DeliveryState,
    reason: string | null,
  ): Promise<boolean>;
  /** Messages to one number that were written after an outbox id, oldest first. */
  listFor(recipient: string, afterId: string): Promise<OutboundMessage[]>;
  /** Rows wired longer than `olderThanMs` ago without a result become `unknown`. Returns how many. */
  giveUpWired(olderThanMs: number, now: Date): Promise<number>;
}

// ── Schedule ───────────────────────────────────────────────────────────────────────────────────────────────

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

// ── USSD sessions and drafts ───────────────────────────────────────────────────────────────────────────────

/** A person's unfinished form. One per officer, form and household. */
export interface Draft {
  readonly officerId: number;
  readonly form: DialogueForm;
  readonly idbdt: string;
  /** What the flow engine needs to go on. */
  readonly state: unknown;
  readonly updatedAt: Date;
}

/** How a dialogue began; enough to replay it from the start. */
export interface DialogueStart {
  readonly channel: string;
  readonly sessionId: string;
  readonly dialogue: number;
  readonly msisdn: string;
  readonly began: 'offer' | 'menu';
  /** The draft as it stood at the start. */
  readonly draft: Draft | null;
  readonly beganAt: Date;
  /**
   * Where a turn stopped: [index of the token it stopped at, number of tokens it carried]. What was dialled
   * after a wrong token counts as answered but was never taken, and a replay leaves it out in the same way.
   */
  readonly stops: readonly (readonly [number, number])[];
  readonly hasEnded: boolean;
  /** Who signed in on a phone that is not theirs, and how many tokens that took; null on an officer's own phone. */
  readonly signedIn: SignedInAs | null;
}

export interface SignedInAs {
  readonly officerId: number;
  /** Tokens before the dialogue's own; a replay leaves them out and needs no PIN. */
  readonly tokens: number;
}

/** Where a dialogue stands; may be lost at any time and is then replayed from its start. */
export interface SessionState {
  readonly start: DialogueStart;
  /** Tokens answered so far, as they may be kept: a mask in the place of each that is a secret. */
  readonly tokens: readonly string[];
  /** Stored answers by turn key, so that a repeated request gets the same bytes. */
  readonly turns: Readonly<Record<string, { readonly text: string; readonly isEnd: boolean }>>;
  readonly lastTurn: string;
  /** What the flow engine needs to go on. */
  readonly engine: unknown;
  readonly hasEnded: boolean;
}

/** Live session state: in Redis where it is, else in the store. Losing it loses nothing that was accepted. */
export interface Sessions {
  load(
    channel: string,
    sessionId: string,
  ): Promise<{ readonly state: SessionState; readonly version: number } | null>;
  /** Saves if the stored version is still `expectedVersion` (0: none yet). False: somebody else was first. */
  save(channel: string, sessionId: string, state: SessionState, expectedVersion: number): Promise<boolean>;
}

/** What was typed so far in a session of a channel that sends only the last input. */
export interface TypedSoFar {
  readonly tokens: readonly string[];
  /** Each turn taken: its id, and how many tokens there were after it. */
  readonly turns: readonly (readonly [turnId: string | null, count: number])[];
  readonly hasEnded: boolean;
  readonly touchedAt: Date;
}

/** Sessions' tokens, durable: without them a restart would lose what was typed. */
export interface TypedTokens {
  load(
    channel: string,
    sessionId: string,
  ): Promise<{ readonly typed: TypedSoFar; readonly version: number } | null>;
  /** Saves if the stored version is still `expectedVersion` (0: none yet). False: somebody else was first. */
  save(channel: string, sessionId: string, typed: TypedSoFar, expectedVersion: number): Promise<boolean>;
}

/** What one USSD turn makes durable before it is answered. */
export interface UssdWrite {
  /** Of a dialogue that is there already the stops are replaced, and who signed in is added. */
  readonly start?: DialogueStart;
  readonly ended?: { readonly channel: string; readonly sessionId: string; readonly dialogue: number };
  readonly draft?: Draft;
  /** A draft without answers yet: an open one of its key keeps its state and only becomes the newest. */
  readonly emptyDraft?: Draft;
  readonly closedDraft?: { readonly officerId: number; readonly form: DialogueForm; readonly idbdt: string };
  readonly submission?: InboundMessage;
  /** The language that an officer chose. */
  readonly language?: { readonly officerId: number; readonly language: Language };
}

/** A network session by its own id, which is unique within the channel for as long as it lives. */
export interface NetworkSession {
  readonly channel: string;
  readonly sessionId: string;
}

/** A PIN at its place in a dialogue: each place is judged once, and tells the same for ever after. */
export interface TypedPin extends NetworkSession {
  readonly dialogue: number;
  /** Index of its token. */
  readonly at: number;
  /** Whose PIN it is, or will be. */
  readonly officerId: number;
  readonly pin: string;
  readonly now: Date;
}

/** Keeps the officers' PINs: hashed, with the wrong tries and the pauses that follow from them. */
export interface PinKeeper {
  /** An officer in office by code, and whether they have a PIN. */
  findByCode(code: string): Promise<{ readonly officer: Officer; readonly hasPin: boolean } | null>;
  /** An officer in office. */
  findById(officerId: number): Promise<Officer | null>;
  /** Whether an officer had a PIN before a moment. */
  hasPin(officerId: number, before: Date): Promise<boolean>;
  /** Whether it is the officer's; a wrong one counts. `msisdn`: the number that it came from, null for their own. */
  check(typed: TypedPin & { readonly msisdn: string | null }): Promise<PinVerdict>;
  /**
   * Makes it the officer's, and ends a pause. Set by somebody else it is temporary, and refused where that one is not
   * the officer's superior.
   */
  set(typed: TypedPin & { readonly by: number }): Promise<PinVerdict>;
}

export interface UssdStore {
  /** Commits the writes of several turns in one transaction, in the order given. */
  write(writes: readonly UssdWrite[]): Promise<void>;
  /** The newest dialogue of a network session, or null. */
  findStart(channel: string, sessionId: string): Promise<DialogueStart | null>;
  /** The same of several sessions at once, in the order given. */
  findStarts(sessions: readonly NetworkSession[]): Promise<(DialogueStart | null)[]>;
  /** The officer's newest open draft, or null. */
  findDraft(officerId: number): Promise<Draft | null>;
  /** The same of several officers at once; who has none is absent. */
  findDrafts(officerIds: readonly number[]): Promise<Map<number, Draft>>;
}

// ── Queue ──────────────────────────────────────────────────────────────────────────────────────────────────

export type Topic = 'inbox' | 'outbox' | 'progress';

/** What is done by the clock, not by a signal. */
export type RepeatedTopic = 'schedule';

/** The queue carries signals, never work: each says "look into the store". */
export interface Queue {
  /** Says that there is work. Never throws and never waits for a broken queue: the sweep finds what it missed. */
  signal(topic: Topic): void;
  /**
   * Calls `drain` on every signal and at least every second; never twice at once for one topic.
   * `stopping` is aborted by `stop`: a long drain then returns after the batch in hand.
   */
  consume(topic: Topic, drain: (stopping: AbortSignal) => Promise<unknown>): void;
  /**
   * Calls `run` every so often, once for all processes that share the queue; never twice at once in one process.
   * What it does must bear being done twice: a run is repeated when a process was killed in it, and each process runs
   * by itself while what they share is away.
   */
  repeat(topic: RepeatedTopic, everyMs: number, run: (stopping: AbortSignal) => Promise<unknown>): void;
  /** Null when well, else what is wrong, in one line. */
  problem(): Promise<string | null>;
  /** Stops taking, waits for the drains under way. */
  stop(): Promise<void>;
}

// ── Channels ───────────────────────────────────────────────────────────────────────────────────────────────

export const actions = ['ussd', 'ussd-events', 'sms', 'delivery', 'optout'] as const;
export type Action = (typeof actions)[number];

/** An HTTP request as an adapter sees it: nothing of it is trusted. */
export interface ChannelRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Bytes of the fields that were no valid UTF-8; their strings hold replacement characters. */
  readonly rawFields?: ReadonlyMap<string, Uint8Array>;
  /** The body as it came, for signatures over it. Absent for a GET. */
  readonly rawBody?: Uint8Array;
  /** Path and query as requested, for signatures over the URL. */
  readonly target?: string;
}

export interface UssdRequest {
  readonly sessionId: string;
  readonly msisdn: string;
  readonly serviceCode: string | null;
  /** All input of the session, in order; empty at the start. */
  readonly tokens: readonly string[];
}

/** One turn of a channel that sends only what was typed last. */
export interface UssdTurn extends Omit<UssdRequest, 'tokens'> {
  /** Whether the session begins with it. */
  readonly isStart: boolean;
  /** What was typed, or at the start dialled behind the code. */
  readonly input: readonly string[];
  /** The provider's name of the turn within the session; null where it has none, and a repetition can't be told. */
  readonly turnId: string | null;
}

/** What an adapter made of a request: one use case's input, or one line that names the field. */
export type Parsed =
  | {
      readonly kind: 'ussd';
      readonly request: UssdRequest;
      readonly render: (screen: RenderedScreen) => HttpAnswer;
    }
  | {
      readonly kind: 'ussd-turn';
      readonly turn: UssdTurn;
      readonly render: (screen: RenderedScreen) => HttpAnswer;
    }
  | { readonly kind: 'ussd-end'; readonly sessionId: string; readonly status: string }
  | {
      readonly kind: 'sms';
      readonly message: Omit<InboundMessage, 'channel' | 'receivedAt'>;
      /** What the provider is answered, where it would send our own line on to the person. */
      readonly acknowledgement?: HttpAnswer;
    }
  | {
      readonly kind: 'delivery';
      readonly providerMessageId: string;
      /** Null: a status the table does not know; logged, the message keeps its state. */
      readonly state: DeliveryState | null;
      readonly providerStatus: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'optout'; readonly msisdn: string }
  | { readonly kind: 'malformed'; readonly problem: string };

export interface RenderedScreen {
  readonly text: string;
  readonly isEnd: boolean;
}

export interface HttpAnswer {
  readonly contentType: string;
  readonly body: string;
}

export interface Channel {
  readonly id: string;
  readonly type: string;
  /** What the provider posts; the fields of a GET are those of its query. */
  readonly bodyType: 'form' | 'json';
  /** Compares the request's secret in constant time. `isForwarded`: it came through a proxy. */
  isAuthentic(request: ChannelRequest, isForwarded: boolean): boolean;
  /** Checks a signature over the whole request, once the body is read. Channels with a token alone have none. */
  isSigned?(request: ChannelRequest, now: Date): boolean;
  readonly actions: Partial<Record<Action, (request: ChannelRequest) => Parsed>>;
  send(message: OutboundMessage): Promise<SendResult>;
  /** Of a channel that is a connection: opens it and hands in what comes until it is stopped. Loses nothing while away. */
  connect?(intake: ConnectionIntake): { stop(): Promise<void> };
  /** Closes what sending opened. */
  close?(): Promise<void>;
}

/** What a connection hands in. Each resolves once it is committed: only then may the connection acknowledge. */
export interface ConnectionIntake {
  receiveSms(
    message: Omit<InboundMessage, 'channel' | 'receivedAt'>,
    channel: string,
  ): Promise<{ readonly duplicate: boolean }>;
  stepUssdTurn(turn: UssdTurn, channel: string): Promise<RenderedScreen>;
  receiveUssdEnd(event: Extract<Parsed, { kind: 'ussd-end' }>, channel: string): Promise<void>;
  readonly recordDelivery: Outbox['recordDelivery'];
  readonly smppArrivals: SmppArrivals;
  readonly clock: Clock;
}

/** One short message, or one part of a long one, as it came over SMPP. */
export interface Arrival {
  /** What the parts of one message have in common. */
  readonly setKey: string;
  /** From 1. */
  readonly part: number;
  /** Of its content. */
  readonly digest: string;
  /** The bind that it came over, and its number there. */
  readonly connection: string;
  readonly sequence: number;
  readonly coding: string;
  readonly raw: Uint8Array;
  readonly now: Date;
  /** How long the same content is known again. */
  readonly knownForMs: number;
  /** Which equal arrival is a repetition and no new message: every one, over another bind, or the same PDU alone. */
  readonly repeats: 'any' | 'other-connection' | 'same-pdu';
}

/** All parts of a message that are there, in their order. */
export interface ArrivedSet {
  /** Unique to the message. */
  readonly setId: string;
  readonly parts: readonly { readonly part: number; readonly coding: string; readonly raw: Uint8Array }[];
}

export interface SmppArrivals {
  /** Commits an arrival, or knows it again. */
  add(channel: string, arrival: Arrival): Promise<ArrivedSet>;
  findSet(channel: string, setKey: string): Promise<string | null>;
}
