import type { Knex } from 'knex';
import { isProposal, villageOf } from '../domain/identity/idbdt.ts';
import {
  type FigureName,
  type Figures,
  figureNames,
  noFigures,
  type ProgressDelta,
} from '../domain/workflow/progress.ts';
import { type InsertTarget, insertRows } from './insert-rows.ts';

/** Columns of the figures, in the order of their names. */
export const figureColumns = {
  target: 'target',
  visited: 'visited',
  complete: 'complete',
  held: 'held',
  approved: 'approved',
  refused: 'refused',
  notFound: 'not_found',
  proposed: 'proposed',
} as const satisfies Record<FigureName, string>;

/** Columns of what is claimed of an area. */
export const claimColumns = ['claimed_done', 'claimed_left', 'claimed_refused'] as const;

export const officerColumns: readonly string[] = Object.values(figureColumns);
export const areaColumns: readonly string[] = [...officerColumns, ...claimColumns];

/** A row of sums, as the database gives it. */
export type FigureRow = Readonly<Record<(typeof figureColumns)[FigureName], number>>;

/** `sum(target)::integer AS target, …` */
export function sumsOf(columns: readonly string[]): string {
  return columns.map((column) => `coalesce(sum(${column}), 0)::integer AS ${column}`).join(', ');
}

/** The codes of an area and of all above it, the nation too, as rows `level (code)`. */
export function levelsOf(areaCode: string): string {
  return `LATERAL (
    SELECT CASE digits WHEN 0 THEN '00' ELSE left(${areaCode}, digits) END
    FROM (VALUES (0), (2), (4), (7), (10)) AS known (digits) WHERE digits <= length(${areaCode})
  ) AS level (code)`;
}

const deltaTarget: InsertTarget = {
  table: 'progress_deltas',
  columns: {
    area_code: 'text',
    officer_id: 'bigint',
    day: 'date',
    ...Object.fromEntries(officerColumns.map((column) => [column, 'integer'])),
  },
};

/** Adds differences of figures, in the transaction of what made them. */
export async function writeProgress(trx: Knex, deltas: readonly ProgressDelta[]): Promise<void> {
  const rows = deltas.map(({ village, officerId, day, figures }) => ({
    area_code: village,
    officer_id: officerId,
    day,
    ...Object.fromEntries(figureNames.map((name) => [figureColumns[name], figures[name]])),
  }));
  await insertRows(trx, deltaTarget, rows);
}

/** Counts households that joined the prelist, in the transaction in which they did. Proposals are no targets. */
export async function countTargets(trx: Knex, idbdts: readonly string[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const idbdt of idbdts.filter((idbdt) => !isProposal(idbdt))) {
    counts.set(villageOf(idbdt), (counts.get(villageOf(idbdt)) ?? 0) + 1);
  }
  const deltas = [...counts].map(([village, target]) => ({
    village,
    officerId: null,
    day: null,
    figures: { ...noFigures, target },
  }));
  await writeProgress(trx, deltas);
}

export function toFigures(row: FigureRow): Figures {
  return {
    target: row.target,
    visited: row.visited,
    complete: row.complete,
    held: row.held,
    approved: row.approved,
    refused: row.refused,
    notFound: row.not_found,
    proposed: row.proposed,
  };
}
