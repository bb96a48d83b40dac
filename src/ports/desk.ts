import type { Language, Problem } from '../domain/instrument/types.ts';
import type { RecordDiff } from '../domain/report/diff.ts';
import type { HouseholdFacts } from '../domain/report/types.ts';
import type { DeskDenial, DeskUser } from '../domain/workflow/desk-authority.ts';
import type { DeskAct, DeskItem, DeskKind } from '../domain/workflow/desk-item.ts';
import type { DeskActor } from '../domain/workflow/desk-submission.ts';

/** Which messages of the desk are asked for. */
export interface DeskFilter {
  /** BPS codes that the user sees; `00` is the nation, and then messages of nobody known are among them. */
  readonly areas: readonly string[];
  /** Of one area alone. */
  readonly area?: string | undefined;
  readonly kind?: DeskKind | undefined;
  /** Received since and before. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Id of the last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A message on the desk as it is listed; newest first. */
export interface DeskEntry {
  readonly id: string;
  readonly kind: DeskKind;
  readonly channel: string;
  readonly receivedAt: Date;
  readonly officer: { readonly code: string; readonly name: string } | null;
  /** The form that it reports, or the keyword that was read; null where none was. */
  readonly command: string | null;
  readonly idbdt: string | null;
  /** Masked name of the head. */
  readonly head: string;
  /** Of a refusal its reason, of a message set aside the code of the fault. */
  readonly reason: string | null;
  /** What holds it, or looks odd in it. */
  readonly problems: readonly Problem[];
}

export interface DeskPage {
  readonly entries: readonly DeskEntry[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** What a user did with a message on the desk. */
export interface DeskActDone {
  readonly number: number;
  readonly act: DeskAct;
  readonly username: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** The way of one message through the gateway, step by step. */
export interface MessageStory {
  readonly id: string;
  readonly channel: string;
  readonly kind: 'sms' | 'ussd';
  /** The user of the console where it is theirs; else null. */
  readonly username: string | null;
  readonly officer: { readonly id: number; readonly code: string; readonly name: string } | null;
  /** What came, opened; null where its key is not there. */
  readonly raw: Uint8Array | null;
  readonly sentAt: Date | null;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
  readonly inboxState: 'pending' | 'done' | 'stuck';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly report: StoryReport | null;
  readonly revision: {
    readonly number: number;
    readonly idbdt: string;
    readonly before: RecordDiff;
    readonly after: RecordDiff;
    readonly createdAt: Date;
  } | null;
  readonly answer: StoryAnswer | null;
  readonly acts: readonly DeskActDone[];
}

export interface StoryReport {
  readonly command: string | null;
  readonly form: string | null;
  readonly idbdt: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly isPractice: boolean;
  readonly receipt: string | null;
  readonly questions: readonly string[];
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
  readonly withdrawnAt: Date | null;
  readonly review: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewReason: string | null;
}

export interface StoryAnswer {
  readonly text: string;
  readonly state: string;
  readonly segments: number;
  readonly cost: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastError: string | null;
}

/** A message on the desk with all that is known around it. */
export interface DeskFile {
  readonly item: DeskItem;
  /** The area that it belongs to: its household's, else its sender's first; null for nobody known. */
  readonly place: string | null;
  readonly story: MessageStory;
  /** The household as it stands; null where none was read or none is known. */
  readonly household: HouseholdFacts | null;
}

/** What came of an act that was handed in as a message. */
export interface DeskOutcome {
  readonly outcome: string;
  readonly reason: string | null;
  readonly questions: readonly string[];
  /** What the user is told, in their language. */
  readonly answer: string | null;
}

/** The desk of the console. */
export interface ConsoleDesk {
  list(filter: DeskFilter): Promise<DeskPage>;
  /** Null where there is no such message. */
  find(id: string): Promise<DeskFile | null>;
  /** Puts a message back to be read again, or aside for good. Audited. False: it stands otherwise than the user saw. */
  settle(
    act: 'retry' | 'close',
    of: { readonly id: string; readonly version: string },
    by: DeskActor,
    now: Date,
  ): Promise<boolean>;
  /** Of the console's message with this provider's id; null while it waits to be read. */
  outcomeOf(providerId: string): Promise<DeskOutcome | null>;
}

/** The messages of a household, the newest first, a page at a time. */
export interface StoryReader {
  readHousehold(
    idbdt: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ readonly messages: readonly MessageStory[]; readonly next: string | null }>;
  /** Null where there is no such message. */
  readMessage(id: string): Promise<MessageStory | null>;
}

/** Who acts. */
export interface DeskWorker extends DeskUser {
  readonly id: number;
  readonly username: string;
  readonly language: Language;
}

/** What they want to do, with what they saw. */
export interface WantedAct {
  readonly act: DeskAct;
  readonly id: string;
  readonly version: string;
  /** The mended text, or the reason. */
  readonly text: string;
  /** Whether what would be asked back is answered with yes. */
  readonly isSure: boolean;
}

/** What came of it. */
export type ActResult =
  | { readonly kind: 'done' | 'refused'; readonly outcome: DeskOutcome }
  | { readonly kind: 'settled' }
  /** It stands otherwise by now. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'denied'; readonly reason: DeskDenial | 'no-desk-item' | 'no-text' | 'text-too-long' }
  /** Committed, and read within a moment. */
  | { readonly kind: 'waiting' };

/** Does things with messages on the desk. */
export interface WorkDesk {
  act(user: DeskWorker, wanted: WantedAct): Promise<ActResult>;
}
