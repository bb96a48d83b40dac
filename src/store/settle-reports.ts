import type { Knex } from 'knex';
import type { BatchResult } from '../ports.ts';
import { StaleFacts } from './fault-code.ts';
import { execute } from './query.ts';

type Settled = Pick<BatchResult, 'closedQuestions' | 'withdrawals' | 'withdrawnProposals'>;

/** Writes what became of reports that were there before: a question answered, a report withdrawn. */
export async function settleReports(trx: Knex, settled: Settled, now: Date): Promise<void> {
  await closeQuestions(trx, settled.closedQuestions);
  await withdrawReports(trx, settled.withdrawals, now);
  await dropProposals(trx, settled.withdrawnProposals);
}

async function closeQuestions(trx: Knex, closed: Settled['closedQuestions']): Promise<void> {
  if (closed.length === 0) return;
  await execute(
    trx,
    `UPDATE reports SET outcome = closed.outcome, settled_by = closed.by
     FROM unnest(:ids::bigint[], :outcomes::text[], :bys::bigint[]) AS closed (id, outcome, by)
     WHERE reports.id = closed.id AND reports.outcome = 'ask'`,
    {
      ids: closed.map(({ reportId }) => reportId),
      outcomes: closed.map(({ outcome }) => outcome),
      bys: closed.map(({ by }) => by),
    },
  );
}

/** @throws StaleFacts where a supervisor settled a held report meanwhile: what it then counts for is another thing. */
async function withdrawReports(trx: Knex, withdrawals: Settled['withdrawals'], now: Date): Promise<void> {
  if (withdrawals.length === 0) return;
  const written = await execute(
    trx,
    `UPDATE reports SET withdrawn_at = :now, withdrawn_by = withdrawn.by
     FROM unnest(:ids::bigint[], :bys::bigint[], :held::boolean[]) AS withdrawn (id, by, was_held)
     WHERE reports.id = withdrawn.id AND reports.withdrawn_at IS NULL
       AND (reports.outcome = 'held') = withdrawn.was_held`,
    {
      now,
      ids: withdrawals.map(({ reportId }) => reportId),
      bys: withdrawals.map(({ by }) => by),
      held: withdrawals.map(({ wasHeld }) => wasHeld),
    },
  );
  if (written < withdrawals.length) throw new StaleFacts();
}

async function dropProposals(trx: Knex, idbdts: readonly string[]): Promise<void> {
  if (idbdts.length === 0) return;
  await execute(trx, 'DELETE FROM prelist_households WHERE idbdt = ANY (:idbdts)', { idbdts });
}
