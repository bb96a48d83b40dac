import type { Answer, Answers, Language, Problem, Text } from '../instrument/types.ts';

/** What comes of an inbound message. */
export const outcomes = ['accepted', 'repaired', 'ask', 'held', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** Forms that change records. */
export type FormName = 'V' | 'RT';

/** One lossless repair: what was typed and what it was read as. Never holds personal data beyond the typed piece. */
export interface Repair {
  readonly kind: 'letter-for-digit' | 'keyword' | 'odd-character';
  readonly typed: string;
  readonly read: string;
}

/** Why a report is asked back; each has one question in the message files under `ask.<kind>`. */
export type QuestionKind = 'reference-without-check' | 'other-officer' | 'large-change' | 'old-date';

/** A report that was read in exactly one way and breaks no `reject` rule. */
export interface HouseholdReport {
  readonly form: FormName;
  /** 16 digits. */
  readonly idbdt: string;
  readonly answers: Answers;
  /** Columns whose count is saturated: 99 means "99 or more". */
  readonly capped: readonly string[];
  /** Rules of severity `warn` and `flag` that it breaks. */
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
  /** Number of the newest revision, 0 while there is none. */
  readonly revision: number;
  /** Officer whose report made the newest revision. */
  readonly lastOfficerId: number | null;
  readonly lastReceipt: string | null;
  /** When the newest revision was made, ISO 8601. */
  readonly lastReportedAt: string | null;
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** A report that was asked back and waits for Y or T. */
export interface OpenQuestion {
  /** Id of the parked report, which is that of its inbox row. */
  readonly reportId: string;
  readonly officerId: number;
  readonly receipt: string;
  readonly questions: readonly QuestionKind[];
  readonly report: HouseholdReport;
  readonly source: 'sms' | 'ussd';
  readonly channel: string;
  readonly expiresAt: Date;
}

/** A message to a person by its key in the message files, with the values it carries. */
export interface MessageCall {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Placeholders whose text depends on the language: a label, another message, or a list of them. */
  readonly parts?: Readonly<Record<string, MessagePart | readonly MessagePart[]>>;
}

export type MessagePart = Text | MessageCall;

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
}
