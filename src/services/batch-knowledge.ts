import { serialOf, villageOf } from '../domain/identity/idbdt.ts';
import type {
  HouseholdFacts,
  OpenQuestion,
  Outcome,
  OutcomeCounts,
  StoredReport,
} from '../domain/report/types.ts';
import type { ReadFacts } from '../domain/sms/command.ts';
import type { DeskItem } from '../domain/workflow/desk-item.ts';
import { type ReportReview, supersedes } from '../domain/workflow/review.ts';
import type { HouseholdHistory } from '../ports.ts';
import type { BatchFacts } from './batch-facts.ts';
import type { Inbound } from './open-inbound.ts';
import { openWork, type WorkKnowledge } from './work-knowledge.ts';

/** What is known while a batch is read: what the store knew, and what the messages before changed. */
export interface Knowledge {
  /** What the reading of a message may know. */
  readFacts(inbound: Inbound, receipt: string): ReadFacts;
  household(idbdt: string): HouseholdFacts | undefined;
  /** @throws Error where nobody asked for the history of this household before the batch: a fault of ours. */
  history(idbdt: string): HouseholdHistory;
  /** A household as it stands now. */
  learnHousehold(household: HouseholdFacts): void;
  /** A household that nobody reported on before; what follows in the batch may withdraw it again. */
  learnProposal(household: HouseholdFacts): void;
  forgetHousehold(idbdt: string): void;
  /** A report as it is kept, of whatever outcome. */
  learnReport(stored: StoredReport): void;
  /** That a report went to the records. */
  learnRecorded(stored: StoredReport): void;
  learnQuestion(question: OpenQuestion): void;
  closeQuestion(reportId: string, outcome: Outcome): void;
  learnWithdrawal(stored: StoredReport): void;
  learnReview(review: ReportReview): void;
  /** The message that a user of the console acts on; undefined where there is none. */
  desk(inbound: Inbound): DeskItem | undefined;
  /** That an act on a message of the desk took effect. */
  learnDeskAct(of: string): void;
  readonly work: WorkKnowledge;
}

const noCounts: OutcomeCounts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

export function openKnowledge(facts: BatchFacts): Knowledge {
  const households = new Map(facts.households);
  const histories = new Map(facts.histories);
  const serials = new Map(facts.proposalSerials);
  const questions = byId(facts.questions.map((question) => [question.reportId, question]));
  const desk = new Map(facts.desk);
  const onDesk = [...desk.values()].flatMap(({ stored }) => stored ?? []);
  const named = [...facts.ownReports, ...facts.teamReports, ...onDesk];
  const reports = byId(named.map((stored) => [stored.id, stored]));
  const work = openWork(facts.work);
  const proposals = byId(facts.ownProposals.map((stored) => [stored.id, stored]));

  /** Messages of the desk, each with its report as it stands by now. */
  const deskNow = () =>
    byId(
      [...desk].map(([id, item]): [string, DeskItem] => {
        const stored = item.stored && (reports.get(id) ?? item.stored);
        return [id, { ...item, stored }];
      }),
    );

  return {
    readFacts(inbound, receipt) {
      const { officer, message, needs } = inbound;
      const own = <T extends { readonly officerId: number }>(
        need: string,
        all: ReadonlyMap<string, T>,
      ): T[] =>
        needs.some((needed) => needed === need)
          ? [...all.values()].filter(({ officerId }) => officerId === officer?.id)
          : [];
      return {
        officer,
        households,
        openQuestions: own('questions', questions),
        counts: (officer && facts.counts.get(officer.id)) ?? noCounts,
        receipt,
        receivedAt: message.receivedAt,
        ownReports: byId(own('own-reports', reports).map((stored) => [stored.receipt ?? '', stored])),
        proposalSerials: serials,
        ownProposals: own('proposals', proposals),
        work: work.facts(inbound, reports.values()),
        desk: inbound.deskAct ? deskNow() : undefined,
        nikAreas: facts.nikAreas,
      };
    },
    household: (idbdt) => households.get(idbdt),
    history(idbdt) {
      const history = histories.get(idbdt);
      if (!history) throw new Error('The history of a household was not looked up');
      return history;
    },
    learnHousehold: (household) => void households.set(household.idbdt, household),
    learnProposal: (household) => void histories.set(household.idbdt, { prelist: household, reports: [] }),
    forgetHousehold: (idbdt) => void households.delete(idbdt),
    learnReport(stored) {
      reports.set(stored.id, stored);
      const { form, idbdt } = stored.report;
      const highest = serials.get(villageOf(idbdt));
      if (form !== 'BARU' || highest === undefined) return;
      serials.set(villageOf(idbdt), Math.max(highest, serialOf(idbdt)));
    },
    learnRecorded(stored) {
      const { form, idbdt } = stored.report;
      if (form === 'BARU') proposals.set(stored.id, stored);
      for (const [id, earlier] of reports) {
        if (earlier.outcome === 'held' && id !== stored.id && supersedes(stored.report, earlier.report)) {
          reports.set(id, { ...earlier, isSuperseded: true });
        }
      }
      const history = histories.get(idbdt);
      if (history) histories.set(idbdt, { ...history, reports: [...history.reports, stored] });
    },
    learnQuestion: (question) => void questions.set(question.reportId, question),
    closeQuestion(reportId, outcome) {
      questions.delete(reportId);
      const stored = reports.get(reportId);
      if (stored) reports.set(reportId, { ...stored, outcome });
    },
    learnReview({ review, stored, released }) {
      const settled = released ? 'accepted' : 'rejected';
      const outcome = stored.outcome === 'held' ? settled : stored.outcome;
      reports.set(stored.id, { ...stored, review, outcome });
    },
    desk: ({ deskAct }) => (deskAct ? desk.get(deskAct.of) : undefined),
    learnDeskAct(of) {
      const item = desk.get(of);
      if (item) desk.set(of, { ...item, acts: item.acts + 1 });
    },
    work,
    learnWithdrawal(stored) {
      const { id, report } = stored;
      reports.set(id, { ...stored, isWithdrawn: true });
      questions.delete(id);
      proposals.delete(id);
      const history = histories.get(report.idbdt);
      if (!history) return;
      const remaining = history.reports.filter((other) => other.id !== id);
      histories.set(report.idbdt, { ...history, reports: remaining });
    },
  };
}

function byId<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  return new Map(entries);
}
