import type { HouseholdFacts, Verdict } from '../../src/domain/report/types.ts';
import { candidateHouseholds, parseMessage, readMessage } from '../../src/domain/sms/read.ts';
import type { Officer } from '../../src/domain/workflow/officer.ts';
import { instrument } from '../support/instrument.ts';
import { receipt, receivedAt } from '../support/sms.ts';

/** Whose message it is, and what the store has of their area. */
export interface Knowledge {
  readonly officer: Officer;
  readonly households: ReadonlyMap<string, HouseholdFacts>;
}

const counts = { accepted: 3, repaired: 1, ask: 1, held: 0, rejected: 2 } as const;

/** Reads a message as a worker does: only the households that the reader asks for are looked up. */
export function readText({ officer, households }: Knowledge, text: string): Verdict {
  const parsed = parseMessage(text);
  const known = candidateHouseholds(parsed, officer).flatMap((idbdt) => {
    const household = households.get(idbdt);
    return household === undefined ? [] : [[idbdt, household] as const];
  });
  return readMessage(instrument, parsed, {
    officer,
    households: new Map(known),
    openQuestions: [],
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
    counts,
    receipt,
    receivedAt,
  });
}
