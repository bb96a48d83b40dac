import type { Knex } from 'knex';
import { z } from 'zod';
import { type Role, roles } from '../domain/workflow/roles.ts';
import {
  type BadRow,
  type GoodRow,
  type ImportKind,
  type ImportOptions,
  type ImportResult,
  importRows,
  lastOfEach,
} from './import-rows.ts';
import { query } from './query.ts';
import { type OfficerRow, writeOfficerRows } from './write-officers.ts';

export interface OfficerImportOptions extends ImportOptions {
  /** Brings a number, as people write it, to E.164; null where it is none. */
  readonly normaliseMsisdn: (raw: string) => string | null;
}

const columns = ['msisdn', 'nama', 'peran', 'wilayah', 'atasan', 'bahasa'] as const;

/**
 * Imports officers. A superior may stand anywhere in the file, or be in the store, and has a higher role. Areas are
 * replaced by those of the file; the language of an officer who is there already stays, it is theirs to choose.
 */
export function importOfficers(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: OfficerImportOptions,
): Promise<ImportResult> {
  const kind: ImportKind<(typeof columns)[number], OfficerRow> = {
    columns,
    schema: officerSchema(options.normaliseMsisdn),
    batchSize: Number.POSITIVE_INFINITY,
    write: writeOfficers,
  };
  return importRows(knex, stream, kind, options);
}

function officerSchema(normalise: OfficerImportOptions['normaliseMsisdn']): z.ZodType<OfficerRow, unknown> {
  const Msisdn = z.string().transform((raw, context) => {
    const msisdn = normalise(raw);
    if (msisdn !== null) return msisdn;
    context.addIssue({ code: 'custom', message: 'is no telephone number' });
    return z.NEVER;
  });
  return z
    .object({
      msisdn: Msisdn,
      nama: z.string().min(1, 'is missing'),
      peran: z
        .string()
        .toLowerCase()
        .pipe(z.enum(roles, `must be one of ${roles.join(', ')}`)),
      wilayah: z.string().transform((codes) => codes.split('|').map((code) => code.trim())),
      atasan: z.union([z.literal('').transform(() => null), Msisdn]),
      bahasa: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['id', 'en', ''], 'must be id or en')),
    })
    .transform((row) => ({
      msisdn: row.msisdn,
      name: row.nama,
      role: row.peran,
      areas: [...new Set(row.wilayah.filter((code) => code !== ''))],
      superior: row.atasan,
      language: row.bahasa === '' ? null : row.bahasa,
    }));
}

async function writeOfficers(trx: Knex, given: readonly GoodRow<OfficerRow>[]): Promise<BadRow[]> {
  const rows = lastOfEach(given, (officer) => officer.msisdn);
  const withoutArea = await refuseAreas(trx, rows);
  const badLines = new Set(withoutArea.map(({ line }) => line));
  const placed = rows.filter(({ line }) => !badLines.has(line));
  const { good, bad } = await settleSuperiors(trx, placed);
  await writeOfficerRows(trx, good);
  return [...withoutArea, ...bad];
}

/** Rows without an area, or with one that the store does not have. `pusat` answers for the whole country. */
async function refuseAreas(trx: Knex, rows: readonly GoodRow<OfficerRow>[]): Promise<BadRow[]> {
  const codes = [...new Set(rows.flatMap(({ values }) => values.areas))];
  const found = await query<{ code: string }>(trx, 'SELECT code FROM areas WHERE code = ANY (:codes)', {
    codes,
  });
  const known = new Set(found.map(({ code }) => code));
  return rows.flatMap(({ line, values }) => {
    if (values.areas.length === 0 && values.role !== 'pusat') return { line, reason: 'wilayah is missing' };
    const unknown = values.areas.filter((code) => !known.has(code));
    if (unknown.length === 0) return [];
    // What stands there may be anything, so only a code is repeated.
    const named = unknown.find((code) => /^\d{2,10}$/.test(code));
    return { line, reason: named ? `wilayah has the unknown area ${named}` : 'wilayah must be BPS codes' };
  });
}

/** A superior is in the store or in a row that is itself good, and ranks above: so nobody is above themselves. */
async function settleSuperiors(
  trx: Knex,
  rows: readonly GoodRow<OfficerRow>[],
): Promise<{ good: OfficerRow[]; bad: BadRow[] }> {
  const named = rows.flatMap(({ values }) => values.superior ?? []);
  const stored = await query<{ msisdn: string; role: Role }>(
    trx,
    'SELECT msisdn, role FROM officers WHERE msisdn = ANY (:named)',
    { named },
  );
  const roleOf = new Map(stored.map(({ msisdn, role }) => [msisdn, role]));
  const bad: BadRow[] = [];
  const good: OfficerRow[] = [];
  // From the top: a superior is judged before those below.
  for (const { line, values } of rows.toSorted((a, b) => rankOf(b.values.role) - rankOf(a.values.role))) {
    const superior = values.superior === null ? null : roleOf.get(values.superior);
    if (superior === undefined) bad.push({ line, reason: 'atasan is no officer of a higher role' });
    else if (superior !== null && rankOf(superior) <= rankOf(values.role)) {
      bad.push({ line, reason: 'atasan must have a higher role' });
    } else {
      roleOf.set(values.msisdn, values.role);
      good.push(values);
    }
  }
  return { good, bad };
}

function rankOf(role: Role): number {
  return roles.indexOf(role);
}
