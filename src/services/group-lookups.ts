import type { Directory, UssdStore } from '../ports.ts';
import { type GroupCommitOptions, makeGroupCommit } from './group-commit.ts';

/** What a USSD turn looks up, one phone at a time. */
export interface Lookups {
  readonly directory: Directory;
  readonly ussdStore: Pick<UssdStore, 'findStart' | 'findDraft'>;
}

/**
 * Looks up together what phones ask for at the same time, as writes are committed together: a dialogue asks the
 * store four things before its first answers, and each question costs more than what it brings. Nothing is kept, and
 * a lookup never joins one that is under way: it sees all that was committed before it. The maps given back hold
 * what others asked for too.
 */
export function groupLookups(
  directory: Directory,
  ussdStore: Pick<UssdStore, 'findStarts' | 'findDrafts'>,
  options: GroupCommitOptions,
): Lookups {
  const officers = makeGroupCommit(async (asked: readonly (readonly string[])[]) => {
    const found = await directory.findOfficers(distinct(asked.flat()));
    return asked.map(() => found);
  }, options);
  const households = makeGroupCommit(async (asked: readonly (readonly string[])[]) => {
    const found = await directory.findHouseholds(distinct(asked.flat()));
    return asked.map(() => found);
  }, options);
  const starts = makeGroupCommit(ussdStore.findStarts, options);
  const drafts = makeGroupCommit(async (officerIds: readonly number[]) => {
    const found = await ussdStore.findDrafts(distinct(officerIds));
    return officerIds.map((id) => found.get(id) ?? null);
  }, options);
  return {
    directory: { findOfficers: officers.commit, findHouseholds: households.commit },
    ussdStore: {
      findStart: (channel, sessionId) => starts.commit({ channel, sessionId }),
      findDraft: drafts.commit,
    },
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
