import type { NikAreas } from '../identity/nik-areas.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { HouseholdFacts, OpenQuestion, OutcomeCounts, StoredReport, Verdict } from '../report/types.ts';
import type { AreaFacts, StoredClaim } from '../workflow/area-claim.ts';
import type { Action } from '../workflow/authority.ts';
import type { BackCheck } from '../workflow/back-check.ts';
import type { DeskItem } from '../workflow/desk-item.ts';
import type { Officer } from '../workflow/officer.ts';
import type { WaitingCount } from '../workflow/review.ts';
import type { Word } from './keywords.ts';
import type { ParsedMessage } from './parse.ts';

/** What the reader may know besides the text; looked up before, so that reading does no I/O. */
export interface ReadFacts {
  /** Null for a number that is not registered. */
  readonly officer: Officer | null;
  /** By IDBDT: what is in a prelist or in the records, of all that `candidateHouseholds` names. */
  readonly households: ReadonlyMap<string, HouseholdFacts>;
  /** The officer's parked reports, expired ones too where they are known. */
  readonly openQuestions: readonly OpenQuestion[];
  /** Of the officer, practice left out. */
  readonly counts: OutcomeCounts;
  /** The code that this message's report gets. */
  readonly receipt: string;
  readonly receivedAt: Date;
  /** By receipt: the officer's own reports that the message names (`BATAL`). */
  readonly ownReports: ReadonlyMap<string, StoredReport>;
  /** By village code: the highest serial given to a proposal, 900000 where there is none. */
  readonly proposalSerials: ReadonlyMap<string, number>;
  /** The officer's own proposals of the last 72 hours. */
  readonly ownProposals: readonly StoredReport[];
  /** What reviews, claims and back-checks are read with; absent where the message is none. */
  readonly work?: WorkFacts | undefined;
  /** By id: messages that a user of the console acts on; absent where nobody does. */
  readonly desk?: ReadonlyMap<string, DeskItem> | undefined;
  /** Which areas give out NIKs; without it none is told to be unknown. */
  readonly nikAreas?: NikAreas | undefined;
}

/** What is known of the team and the areas of a supervisor or coordinator, as far as a message needs it. */
export interface WorkFacts {
  /** Ids of the officers whose superior the officer is. */
  readonly team: ReadonlySet<number>;
  /** By receipt: reports of the team that the message names. */
  readonly teamReports: ReadonlyMap<string, readonly StoredReport[]>;
  /** By BPS code: areas that the message names. */
  readonly areas: ReadonlyMap<string, AreaFacts>;
  /** By BPS code: households that wait there for a step, those left out of which the officer took a step or reports. */
  readonly waiting: ReadonlyMap<string, readonly WaitingCount[]>;
  /** By IDBDT: households that were drawn. */
  readonly backChecks: ReadonlyMap<string, BackCheck>;
  /** By receipt: the officer's own claims that the message names (`BATAL`). */
  readonly ownClaims: ReadonlyMap<string, StoredClaim>;
}

export const noWork: WorkFacts = {
  team: new Set(),
  teamReports: new Map(),
  areas: new Map(),
  waiting: new Map(),
  backChecks: new Map(),
  ownClaims: new Map(),
};

/** What a command reads: a message of its keyword, by a registered officer of a role that may send it. */
export interface Reading {
  readonly instrument: Instrument;
  readonly parsed: ParsedMessage;
  readonly officer: Officer;
  readonly facts: ReadFacts;
  /** All commands of the grammar, to name one or help with it. */
  readonly commands: readonly Command[];
}

/** Facts that only some commands need, so that the others don't cost their look-up. */
export type Need =
  | 'questions'
  | 'counts'
  | 'own-reports'
  | 'proposals'
  | 'team'
  | 'areas'
  | 'waiting'
  | 'back-checks';

/** One command of the grammar, in a file of its own. */
export interface Command extends Word {
  /**
   * How the text after the keyword is cut: digits with separators, digits and then a text, pairs of code and answer,
   * words, or nothing may follow.
   */
  readonly body: 'digits' | 'text' | 'pairs' | 'words' | 'nothing';
  /** What it asks of the gateway; who may is for `authority` to say. */
  readonly action: Action;
  /** What the reading needs to be looked up besides officer and households. */
  readonly needs?: readonly Need[];
  /** Households whose facts the reading needs. */
  readonly candidates?: (parsed: ParsedMessage, officer: Officer) => string[];
  /** Receipts of reports of the officer's team that the message names. */
  readonly teamReceipts?: (parsed: ParsedMessage) => string[];
  /** BPS codes of areas that the message names. */
  readonly areas?: (parsed: ParsedMessage) => string[];
  readonly read: (reading: Reading) => Verdict;
}
