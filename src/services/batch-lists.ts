import type { BatchResult } from '../ports.ts';

/** What a batch writes but for what is collected apart: rows of the records and figures. */
type Written = Omit<BatchResult, 'records' | 'removed' | 'progress'>;

/** Lists to be filled. */
export function emptyResult(): { -readonly [List in keyof Written]: Written[List][number][] } {
  return {
    reports: [],
    newHouseholds: [],
    revisions: [],
    answers: [],
    notices: [],
    closedQuestions: [],
    withdrawals: [],
    withdrawnProposals: [],
    closedDrafts: [],
    parts: [],
    spentParts: [],
    strangerAnswers: [],
    reviews: [],
    areaSteps: [],
    claims: [],
    withdrawnClaims: [],
    drawnBackChecks: [],
    doneBackChecks: [],
    deskActs: [],
    audit: [],
    officerChanges: [],
    doneIds: [],
    failures: [],
  };
}
