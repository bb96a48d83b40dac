import type { Instrument } from '../instrument/instrument.ts';
import type { HouseholdFacts, OpenQuestion, OutcomeCounts, StoredReport, Verdict } from '../report/types.ts';
import type { Officer } from '../workflow/officer.ts';
import type { Role } from '../workflow/roles.ts';
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
}

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
export type Need = 'questions' | 'counts' | 'own-reports' | 'proposals';

/** One command of the grammar, in a file of its own. */
export interface Command extends Word {
  /**
   * How the text after the keyword is cut: digits with separators, digits and then a text, pairs of code and answer,
   * words, or nothing may follow.
   */
  readonly body: 'digits' | 'text' | 'pairs' | 'words' | 'nothing';
  readonly roles: readonly Role[];
  /** What the reading needs to be looked up besides officer and households. */
  readonly needs?: readonly Need[];
  /** Households whose facts the reading needs. */
  readonly candidates?: (parsed: ParsedMessage, officer: Officer) => string[];
  readonly read: (reading: Reading) => Verdict;
}
