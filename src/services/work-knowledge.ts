import type { StoredReport } from '../domain/report/types.ts';
import { noWork, type WorkFacts } from '../domain/sms/command.ts';
import type { AreaClaim, StoredClaim } from '../domain/workflow/area-claim.ts';
import type { AnsweredBackCheck } from '../domain/workflow/back-check.ts';
import type { Inbound } from './open-inbound.ts';
import { type BatchWork, waitingKey } from './work-facts.ts';

/** What is known of teams and areas while a batch is read. */
export interface WorkKnowledge {
  /** What the reading of a message may know; nothing where it needs none of it. */
  facts(inbound: Inbound, reports: Iterable<StoredReport>): WorkFacts;
  learnClaim(officerId: number, claim: AreaClaim): void;
  learnStoredClaim(stored: StoredClaim): void;
  learnClaimWithdrawal(stored: StoredClaim): void;
  learnBackCheck(done: AnsweredBackCheck): void;
}

export function openWork(work: BatchWork): WorkKnowledge {
  const areas = new Map(work.areas);
  const claims = new Map(work.ownClaims.map((stored) => [stored.reportId, stored]));
  const backChecks = new Map(work.backChecks);

  function changeClaim(officerId: number, areaCode: string, claim: AreaClaim | null): void {
    const area = areas.get(areaCode);
    if (!area) return;
    const others = [...area.claims].filter(([id]) => id !== officerId);
    areas.set(areaCode, {
      ...area,
      claims: new Map(claim === null ? others : [...others, [officerId, claim]]),
    });
  }

  return {
    facts({ officer, needs, teamReceipts, areas: named }, reports) {
      if (officer === null || needs.length === 0) return noWork;
      const team = work.teams.get(officer.id) ?? noWork.team;
      const ownClaims = [...claims.values()].filter(({ officerId }) => officerId === officer.id);
      return {
        team,
        teamReports: new Map(
          teamReceipts.map((receipt) => [
            receipt,
            [...reports].filter((one) => one.receipt === receipt && team.has(one.officerId)),
          ]),
        ),
        areas,
        waiting: new Map(
          named.map((code) => [code, work.waiting.get(waitingKey(officer.id, code)) ?? []] as const),
        ),
        backChecks,
        ownClaims: new Map(ownClaims.map((stored) => [stored.receipt, stored])),
      };
    },
    learnClaim: (officerId, claim) => changeClaim(officerId, claim.areaCode, claim),
    learnStoredClaim: (stored) => void claims.set(stored.reportId, stored),
    learnClaimWithdrawal(stored) {
      claims.set(stored.reportId, { ...stored, isWithdrawn: true });
      changeClaim(stored.officerId, stored.claim.areaCode, null);
    },
    learnBackCheck({ idbdt }) {
      const check = backChecks.get(idbdt);
      if (check) backChecks.set(idbdt, { ...check, isDone: true });
    },
  };
}
