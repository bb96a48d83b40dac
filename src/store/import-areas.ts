import type { Knex } from 'knex';
import type { AreaRecode } from '../domain/identity/area-recode.ts';
import { areaForm, bridgeForm, kemendagriForm, type StagedArea } from './area-rows.ts';
import type { BadRow, ImportOptions, ImportResult, RowForm } from './import-rows.ts';
import { importStaged } from './import-staged.ts';
import { query } from './query.ts';
import { writeStagedAreas } from './write-areas.ts';

export interface AreaImportOptions extends ImportOptions {
  /** `areas` is our own layout, `bridge` BPS's bridge to Kemendagri, `kemendagri` Kemendagri's own list. */
  readonly layout?: 'areas' | 'bridge' | 'kemendagri';
  /** First day of the Kemendagri codes in a bridge or list, `YYYY-MM-DD`. */
  readonly from?: string | null;
  /** Codes that changed, to be known of every area that is imported. */
  readonly recodes?: readonly AreaRecode[];
}

/**
 * Imports areas with their codes; an area's parent may stand anywhere in the file, or be in the store. An area that
 * comes with another Kemendagri code than before has both, the newest of which is in force.
 */
export function importAreas(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: AreaImportOptions,
): Promise<ImportResult> {
  const from = options.from ?? null;
  const recodes = options.recodes ?? [];
  switch (options.layout) {
    case 'bridge':
      return importForm(knex, stream, bridgeForm(from), recodes, options);
    case 'kemendagri':
      return importForm(knex, stream, kemendagriForm(from), recodes, options);
    default:
      return importForm(knex, stream, areaForm, recodes, options);
  }
}

function importForm<Column extends string>(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  form: RowForm<Column, StagedArea>,
  recodes: readonly AreaRecode[],
  options: ImportOptions,
): Promise<ImportResult> {
  const kind = {
    ...form,
    table: 'staged_areas',
    staged: {
      code: 'text',
      name: 'text',
      kemendagri: 'text',
      kemendagri_name: 'text',
      valid_from: 'date',
      valid_to: 'date',
    },
    refuse: refuseOrphans,
    write: (trx: Knex) => writeStagedAreas(trx, recodes, options.by ?? null),
  };
  return importStaged(knex, stream, kind, options);
}

/** Lengths of the BPS codes of a level and of the one above, from the top: who lies in a bad area is bad as well. */
const levels = [
  { length: 4, above: 2 },
  { length: 7, above: 4 },
  { length: 10, above: 7 },
] as const;

async function refuseOrphans(trx: Knex): Promise<BadRow[]> {
  await trx.raw('CREATE INDEX ON staged_areas (code)');
  const bad: BadRow[] = [];
  for (const level of levels) {
    const refused = await query<{ line: number; parent: string }>(
      trx,
      `DELETE FROM staged_areas WHERE length(code) = :length
         AND NOT EXISTS (SELECT FROM areas WHERE areas.code = left(staged_areas.code, :above))
         AND NOT EXISTS (SELECT FROM staged_areas AS above WHERE above.code = left(staged_areas.code, :above))
       RETURNING line, left(code, :above) AS parent`,
      level,
    );
    for (const { line, parent } of refused) {
      bad.push({ line, reason: `kode_bps lies in ${parent}, which is neither in the file nor in the store` });
    }
  }
  return bad;
}
