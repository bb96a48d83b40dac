import type { Knex } from 'knex';
import { z } from 'zod';
import type { Instrument } from '../domain/instrument/instrument.ts';
import { stateOf } from '../domain/report/record.ts';
import { isSame } from '../domain/report/same-value.ts';
import type { HouseholdFacts } from '../domain/report/types.ts';
import type { ChainColumns } from '../domain/workflow/chain-columns.ts';
import { countPhotos } from '../domain/workflow/landing.ts';
import type { AuditEntry } from '../ports.ts';
import { writeAudit } from './audit.ts';
import { lockHouseholds } from './batch-lookup.ts';
import { findHouseholds } from './find-households.ts';
import {
  type BadRow,
  type GoodRow,
  type ImportKind,
  type ImportOptions,
  type ImportResult,
  importRows,
  lastOfEach,
} from './import-rows.ts';
import { execute, query } from './query.ts';
import { trackHouseholds } from './track-progress.ts';

const PhotoRow = z
  .object({
    IDBDT: z.string().regex(/^\d{16}$/, 'must have 16 digits'),
    jumlah_foto: z.string().regex(/^\d{1,2}$/, 'must be a number from 0 to 99'),
  })
  .transform(({ IDBDT, jumlah_foto: count }) => ({ idbdt: IDBDT, stored: Number(count) }));
type PhotoRow = z.infer<typeof PhotoRow>;

/** Rows of households that the photos are written to together. */
const batchSize = 1_000;

export interface PhotoOptions extends ImportOptions {
  readonly instrument: Instrument;
  readonly now: Date;
}

/**
 * Imports how many photos of each household the ministry's photo store holds. A finished household that has all of
 * them goes on in the status chain, past the supervisor's step where it was approved already.
 */
export function importPhotos(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  { instrument, now, ...options }: PhotoOptions,
): Promise<ImportResult> {
  const photos: ImportKind<'IDBDT' | 'jumlah_foto', PhotoRow> = {
    columns: ['IDBDT', 'jumlah_foto'],
    schema: PhotoRow,
    batchSize,
    placesOf: ({ idbdt }) => [idbdt],
    refuse: refuseUnreported,
    write: (trx, rows) => writePhotos(trx, rows, instrument, now),
  };
  return importRows(knex, stream, photos, options);
}

async function refuseUnreported(trx: Knex, rows: readonly GoodRow<PhotoRow>[]): Promise<BadRow[]> {
  const idbdts = [...new Set(rows.map(({ values }) => values.idbdt))];
  const found = await query<{ idbdt: string }>(
    trx,
    'SELECT "IDBDT" AS idbdt FROM dtks.udrt WHERE "IDBDT" = ANY (:idbdts)',
    { idbdts },
  );
  const reported = new Set(found.map(({ idbdt }) => idbdt));
  return rows
    .filter(({ values }) => !reported.has(values.idbdt))
    .map(({ line }) => ({ line, reason: 'IDBDT is of a household without a report' }));
}

async function writePhotos(
  trx: Knex,
  rows: readonly GoodRow<PhotoRow>[],
  instrument: Instrument,
  now: Date,
): Promise<void> {
  const idbdts = [...new Set(rows.map(({ values }) => values.idbdt))];
  await lockHouseholds(trx, idbdts);
  const households = await findHouseholds(trx, idbdts);
  const changes = lastOfEach(rows, ({ idbdt }) => idbdt).flatMap(({ values }) => {
    const household = households.get(values.idbdt);
    return household ? changeOf(instrument, household, values.stored) : [];
  });
  const changed = changes.map(({ household }) => household.idbdt);
  await trackHouseholds(trx, instrument.mapping.progress, changed, () => updateHouseholds(trx, changes, now));
  await writeAudit(
    trx,
    changes.map((change) => auditOf(change, now)),
  );
}

interface PhotoChange {
  readonly household: HouseholdFacts;
  /** All of them, changed or not. */
  readonly columns: ChainColumns;
}

function changeOf(instrument: Instrument, household: HouseholdFacts, stored: number): PhotoChange[] {
  const counted = countPhotos(instrument, stateOf(household), stored);
  const isNew = Object.entries(counted).some(([column, value]) => !isSame(household.record?.[column], value));
  return isNew ? [{ household, columns: counted }] : [];
}

async function updateHouseholds(trx: Knex, changes: readonly PhotoChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const column = (name: keyof ChainColumns) => changes.map(({ columns }) => columns[name] ?? null);
  await execute(
    trx,
    `UPDATE dtks.udrt SET foto_tersimpan = given.stored, foto_tertunda = coalesce(given.pending, foto_tertunda),
       status = coalesce(given.status, udrt.status), stereotype = coalesce(given.stereotype, udrt.stereotype),
       updated_at = :now
     FROM unnest(:idbdts::text[], :stored::smallint[], :pending::smallint[], :statuses::text[], :stereotypes::text[])
       AS given (idbdt, stored, pending, status, stereotype)
     WHERE "IDBDT" = given.idbdt`,
    {
      now,
      idbdts: changes.map(({ household }) => household.idbdt),
      stored: column('foto_tersimpan'),
      pending: column('foto_tertunda'),
      statuses: column('status'),
      stereotypes: column('stereotype'),
    },
  );
}

function auditOf({ household, columns }: PhotoChange, at: Date): AuditEntry {
  const from = household.record?.status;
  const details = {
    photos: columns.foto_tersimpan ?? null,
    from: typeof from === 'string' ? from : null,
    to: columns.status ?? (typeof from === 'string' ? from : null),
  };
  const target = { targetKind: 'household', target: household.idbdt, details } as const;
  return { at, officerId: null, via: 'command', action: 'count-photos', inboxId: null, ...target };
}
