import type { OpenQuestion, StoredReport } from '../domain/report/types.ts';
import type { AreaFacts, StoredClaim } from '../domain/workflow/area-claim.ts';
import type { BackCheck } from '../domain/workflow/back-check.ts';
import type { WaitingCount } from '../domain/workflow/review.ts';
import type { WorkLookup } from '../ports.ts';
import type { Inbound } from './open-inbound.ts';

/** What the store knew of teams and areas when the batch was claimed, as far as its messages name them. */
export interface BatchWork {
  /** By id of the superior. */
  readonly teams: ReadonlyMap<number, ReadonlySet<number>>;
  readonly areas: ReadonlyMap<string, AreaFacts>;
  /** By officer and area, as {@link waitingKey}. */
  readonly waiting: ReadonlyMap<string, readonly WaitingCount[]>;
  readonly backChecks: ReadonlyMap<string, BackCheck>;
  readonly ownClaims: readonly StoredClaim[];
}

export function waitingKey(officerId: number, areaCode: string): string {
  return `${officerId} ${areaCode}`;
}

/** Reports of teams that messages of the batch name by receipt. */
export async function findTeamReports(
  opened: readonly Inbound[],
  lookup: Pick<WorkLookup, 'findTeamReports'>,
): Promise<StoredReport[]> {
  const named = opened.flatMap(({ officer, teamReceipts }) =>
    officer ? teamReceipts.map((receipt) => ({ superiorId: officer.id, receipt })) : [],
  );
  return named.length > 0 ? lookup.findTeamReports(named) : [];
}

/** Looks up what reviews, claims and back-checks need; a batch without any costs nothing. */
export async function findWork(
  opened: readonly Inbound[],
  questions: readonly OpenQuestion[],
  lookup: WorkLookup,
): Promise<BatchWork> {
  const superiors = unique(
    opened.flatMap(({ officer, needs }) => (officer && needs.includes('team') ? [officer.id] : [])),
  );
  const named = opened.flatMap(({ officer, receipts }) =>
    officer ? receipts.map((receipt) => ({ officerId: officer.id, receipt })) : [],
  );
  const ownClaims = named.length > 0 ? await lookup.findOwnClaims(named) : [];
  const codes = unique([
    ...opened.flatMap(({ areas }) => areas),
    ...questions.flatMap(({ claim }) => claim?.areaCode ?? []),
  ]);
  const checked = unique(
    opened.flatMap(({ candidates, needs }) => (needs.includes('back-checks') ? candidates : [])),
  );
  return {
    teams: superiors.length > 0 ? await lookup.findTeams(superiors) : new Map(),
    areas: codes.length > 0 ? await lookup.findAreas(codes) : new Map(),
    waiting: await findWaiting(opened, lookup),
    backChecks: checked.length > 0 ? await lookup.findBackChecks(checked) : new Map(),
    ownClaims,
  };
}

async function findWaiting(
  opened: readonly Inbound[],
  lookup: WorkLookup,
): Promise<Map<string, WaitingCount[]>> {
  const found = new Map<string, WaitingCount[]>();
  for (const { officer, needs, areas } of opened) {
    if (officer === null || !needs.includes('waiting')) continue;
    for (const areaCode of areas) {
      const counts = await lookup.findWaiting({ areaCode, officerId: officer.id });
      found.set(waitingKey(officer.id, areaCode), counts);
    }
  }
  return found;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
