import type { Knex } from 'knex';
import { z } from 'zod';
import {
  type BadRow,
  type GoodRow,
  type ImportKind,
  type ImportOptions,
  type ImportResult,
  importRows,
  lastOfEach,
} from './import-rows.ts';
import { insertRows, overwriteOn } from './insert-rows.ts';
import { query } from './query.ts';

/** Length of a BPS code by level, and of a Kemendagri code without its dots. */
const lengths = {
  provinsi: { bps: 2, kemendagri: 2 },
  kabupaten: { bps: 4, kemendagri: 4 },
  kecamatan: { bps: 7, kemendagri: 6 },
  desa: { bps: 10, kemendagri: 10 },
} as const;
const levels = ['provinsi', 'kabupaten', 'kecamatan', 'desa'] as const;

const AreaRow = z
  .object({
    kode_bps: z.string().regex(/^\d+$/, 'must be digits'),
    kode_kemendagri: z
      .string()
      .transform((code) => code.replaceAll('.', ''))
      .pipe(z.string().regex(/^\d*$/, 'must be digits, with or without dots')),
    nama: z.string().min(1, 'is missing'),
    tingkat: z
      .string()
      .toLowerCase()
      .pipe(z.enum(levels, `must be one of ${levels.join(', ')}`)),
  })
  .superRefine((area, context) => {
    const { bps, kemendagri } = lengths[area.tingkat];
    const refuse = (column: string, length: number) =>
      context.addIssue({
        code: 'custom',
        path: [column],
        message: `must have ${length} digits for a ${area.tingkat}`,
      });
    if (area.kode_bps.length !== bps) refuse('kode_bps', bps);
    const given = area.kode_kemendagri.length;
    if (given > 0 && given !== kemendagri) refuse('kode_kemendagri', kemendagri);
  })
  .transform((area) => ({
    code: area.kode_bps,
    name: area.nama,
    kemendagri: area.kode_kemendagri === '' ? null : area.kode_kemendagri,
  }));
type AreaRow = z.infer<typeof AreaRow>;

const areas: ImportKind<'kode_bps' | 'kode_kemendagri' | 'nama' | 'tingkat', AreaRow> = {
  columns: ['kode_bps', 'kode_kemendagri', 'nama', 'tingkat'],
  schema: AreaRow,
  batchSize: Number.POSITIVE_INFINITY,
  write: writeAreas,
};

/** Imports areas; an area's parent may stand anywhere in the file, or be in the store. */
export function importAreas(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: ImportOptions,
): Promise<ImportResult> {
  return importRows(knex, stream, areas, options);
}

const chunkSize = 1_000;

async function writeAreas(trx: Knex, rows: readonly GoodRow<AreaRow>[]): Promise<BadRow[]> {
  const inStore = await findParents(trx, rows);
  const known = new Set(inStore);
  const bad: BadRow[] = [];
  const good: AreaRow[] = [];
  for (const { line, values } of fromTheTop(rows)) {
    const parent = parentOf(values.code);
    if (parent === null || known.has(parent)) {
      known.add(values.code);
      good.push(values);
    } else {
      bad.push({ line, reason: `kode_bps lies in ${parent}, which is neither in the file nor in the store` });
    }
  }
  const unique = lastOfEach(
    good.map((values) => ({ line: 0, values })),
    (area) => area.code,
  ).map(({ values }) => values);
  for (let from = 0; from < unique.length; from += chunkSize) {
    await insertRows(trx, areaTarget, unique.slice(from, from + chunkSize));
  }
  return bad;
}

const areaTarget = {
  table: 'areas',
  columns: { code: 'text', name: 'text', kemendagri: 'text' },
  afterwards: overwriteOn(['code'], ['name', 'kemendagri']),
};

function fromTheTop(rows: readonly GoodRow<AreaRow>[]): GoodRow<AreaRow>[] {
  return rows.toSorted((a, b) => a.values.code.length - b.values.code.length);
}

async function findParents(trx: Knex, rows: readonly GoodRow<AreaRow>[]): Promise<string[]> {
  const parents = new Set(rows.flatMap(({ values }) => parentOf(values.code) ?? []));
  const found = await query<{ code: string }>(trx, 'SELECT code FROM areas WHERE code = ANY (:parents)', {
    parents: [...parents],
  });
  return found.map(({ code }) => code);
}

function parentOf(code: string): string | null {
  const length = { 4: 2, 7: 4, 10: 7 }[code.length];
  return length === undefined ? null : code.slice(0, length);
}
