import type { Answer, Answers, Language, Problem, Text } from '../instrument/types.ts';
import type { AreaClaim, StoredClaim } from '../workflow/area-claim.ts';
import type { AnsweredBackCheck } from '../workflow/back-check.ts';
import type { AreaStep, HouseholdStep, Notice, ReportReview, ReviewKind } from '../workflow/review.ts';

/** What comes of an inbound message. */
export const outcomes = ['accepted', 'repaired', 'ask', 'held', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** Forms that change records, by the keyword that reports them. */
export const formNames = ['V', 'RT', 'ART', 'KK', 'NAMA', 'BARU', 'USAHA', 'F'] as const;
export type FormName = (typeof formNames)[number];

/** One lossless repair: what was typed and what it was read as. Never holds personal data beyond the typed piece. */
export interface Repair {
  readonly kind: 'letter-for-digit' | 'keyword' | 'odd-character';
  readonly typed: string;
  readonly read: string;
}

/** Why a report is asked back; each has one question in the message files under `ask.<kind>`. */
export type QuestionKind =
  | 'reference-without-check'
  | 'other-officer'
  | 'large-change'
  | 'old-date'
  | 'same-proposal'
  | 'already-approved'
  | 'other-sum';

/** What a report says of one member of the household. */
export interface MemberAnswers {
  /** The member's number on the form, 1-99 (`no_urut`). */
  readonly number: number;
  /** Columns of `udart`; those absent were not part of the report. */
  readonly answers: Answers;
  readonly capped: readonly string[];
}

/** The family card of one family of the household. */
export interface FamilyAnswers {
  /** The family's number, 1-9. */
  readonly nuk: number;
  /** No KK, 16 digits. */
  readonly noKk: string;
}

/** What a report says of the business of one member; a member has one at the most. */
export interface BusinessAnswers {
  /** Number of the member who owns it. */
  readonly member: number;
  readonly answers: Answers;
}

/**
 * A report that was read in exactly one way and breaks no `reject` rule. Whatever the form, it is a set of answers to
 * lay over what is stored; parts that the form does not have are empty.
 */
export interface HouseholdReport {
  readonly form: FormName;
  /** 16 digits. */
  readonly idbdt: string;
  /** Columns of the household, `udrt`. */
  readonly answers: Answers;
  /** Columns whose count is saturated: 99 means "99 or more". */
  readonly capped: readonly string[];
  readonly members: readonly MemberAnswers[];
  readonly families: readonly FamilyAnswers[];
  readonly businesses: readonly BusinessAnswers[];
  /** Rules of severity `warn` and `flag` that the household breaks after it. */
  readonly remarks: readonly Problem[];
}

/** One row of a DTKS table, keys as the store's columns. */
export type RecordRow = Readonly<Record<string, Answer | readonly string[]>>;

/** What is known of a household when a report about it is judged. */
export interface HouseholdFacts {
  readonly idbdt: string;
  /** BPS code of the village, 10 digits. */
  readonly village: string;
  readonly headName: string | null;
  readonly address: string | null;
  readonly slsName: string | null;
  readonly noKk: string | null;
  readonly prelistMembers: number | null;
  /** The stored household row, or null while nothing was reported. */
  readonly record: RecordRow | null;
  /** Members, by number: rows of `udart`; of the prelist alone as its copy (`row_status` COPY, the rest null). */
  readonly members: readonly RecordRow[];
  /** Rows of `kk`, by family number. */
  readonly families: readonly RecordRow[];
  /** Rows of `usaha`, by member number. */
  readonly businesses: readonly RecordRow[];
  /** Number of the newest revision, 0 while there is none. */
  readonly revision: number;
  /** Officer whose report made the newest revision that was not withdrawn. */
  readonly lastOfficerId: number | null;
  readonly lastReceipt: string | null;
  /** When that revision was made, ISO 8601. */
  readonly lastReportedAt: string | null;
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

interface Question {
  /** Id of what is parked, which is that of its inbox row. */
  readonly reportId: string;
  readonly officerId: number;
  readonly receipt: string;
  readonly questions: readonly QuestionKind[];
  readonly source: 'sms' | 'ussd';
  readonly channel: string;
  readonly receivedAt: Date;
  readonly expiresAt: Date;
}

/** A report of a household that was asked back. */
export interface ReportQuestion extends Question {
  readonly report: HouseholdReport;
  readonly claim?: undefined;
}

/** What was claimed of an area and asked back. */
export interface ClaimQuestion extends Question {
  readonly report: null;
  readonly claim: AreaClaim;
}

/** What was asked back and waits for Y or T. */
export type OpenQuestion = ReportQuestion | ClaimQuestion;

/** A message to a person by its key in the message files, with the values it carries. */
export interface MessageCall {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Placeholders whose text depends on the language: a label, another message, or a list of them. */
  readonly parts?: Readonly<Record<string, MessagePart | readonly MessagePart[]>>;
}

export type MessagePart = Text | MessageCall;

/** A report that the store holds, as `BATAL` and the rebuilding of a record need it. */
export interface StoredReport {
  /** That of its inbox row. */
  readonly id: string;
  readonly officerId: number;
  readonly receipt: string | null;
  readonly outcome: Outcome;
  readonly isWithdrawn: boolean;
  readonly report: HouseholdReport;
  readonly source: 'sms' | 'ussd';
  readonly receivedAt: Date;
  /** What its supervisor made of it; absent or null while nothing. */
  readonly review?: ReviewKind | null;
  /** Whether a later report that went to the records says the same kind of thing; told only of a team's reports. */
  readonly isSuperseded?: boolean;
}

/** A household that an officer proposes: it joins the prelist with the village's next serial from 900001. */
export interface NewHousehold {
  readonly idbdt: string;
  readonly village: string;
  readonly headName: string;
  readonly address: string | null;
}

/** What the reader makes of one inbound message or submission. */
export interface Verdict {
  /** The command as read, such as `RT`; null where none could be read. */
  readonly command: string | null;
  readonly outcome: Outcome;
  /** Code of the refusal, such as `unknown-sender`, `wrong-check-digits`; null where nothing was refused. */
  readonly reason: string | null;
  /** The household that was meant, where exactly one was read. */
  readonly idbdt: string | null;
  /** Present for a report: to record (accepted, repaired) or to keep aside (ask, held). */
  readonly report: HouseholdReport | null;
  /** Why it is asked back; empty unless the outcome is `ask`. */
  readonly questions: readonly QuestionKind[];
  readonly problems: readonly Problem[];
  readonly repairs: readonly Repair[];
  readonly isPractice: boolean;
  /** The answer; null for silence. */
  readonly answer: MessageCall | null;
  /** Y or T: the question it settles. `record` says that its parked report now goes to the records. */
  readonly settles: { readonly question: OpenQuestion; readonly record: boolean } | null;
  readonly officerChange: { readonly language?: Language; readonly isStopped?: boolean } | null;
  /** `BARU`: the household that comes to be; `report` then carries its first answers. */
  readonly newHousehold?: NewHousehold;
  /** `BATAL`: the report that is withdrawn. */
  readonly withdraws?: StoredReport;
  /** `LAPOR`: what is claimed, to record or to keep aside; after `Y` what was kept aside. */
  readonly claim?: AreaClaim;
  /** `BATAL`: the claim that is withdrawn. */
  readonly withdrawsClaim?: StoredClaim;
  /** `SETUJU`, `TOLAK`: of a report, of a household, of all that wait in an area. */
  readonly review?: ReportReview;
  readonly step?: HouseholdStep;
  readonly areaStep?: AreaStep;
  /** `PERIKSA`. */
  readonly backCheck?: AnsweredBackCheck;
  /** Messages to others. */
  readonly notices?: readonly Notice[];
}
