import type { Knex } from 'knex';
import { z } from 'zod';
import { type Role, roles } from '../domain/workflow/roles.ts';
import { everywhere } from '../domain/workflow/scope.ts';
import type { ImportOptions, ImportResult } from './import-rows.ts';
import { importStaged, type StagedKind } from './import-staged.ts';
import { refuseStagedOfficers } from './refuse-officers.ts';
import { writeStagedOfficers } from './write-officers.ts';

export interface OfficerImportOptions extends ImportOptions {
  /** Brings a number, as people write it, to E.164; null where it is none. */
  readonly normaliseMsisdn: (raw: string) => string | null;
  /** Role of the importer, who keeps those of lower roles; absent: all. */
  readonly role?: Role;
}

const columns = ['msisdn', 'nama', 'peran', 'wilayah', 'atasan', 'bahasa'] as const;

/** A row of the file, as it waits to be written. */
type StagedOfficer = {
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  /** From the village up, 0 to 5. */
  readonly rank: number;
  readonly areas: readonly string[];
  /** MSISDN of the superior. */
  readonly superior: string | null;
  readonly language: 'id' | 'en' | null;
};

/**
 * Imports officers. A superior may stand anywhere in the file, or be in the store, and has a higher role. Areas are
 * replaced by those of the file; the language of an officer who is there already stays, it is theirs to choose.
 * An officer is known again by any number of theirs, and by a former one together with the name.
 */
export function importOfficers(
  knex: Knex,
  stream: AsyncIterable<Uint8Array | string>,
  options: OfficerImportOptions,
): Promise<ImportResult> {
  const kind: StagedKind<(typeof columns)[number], StagedOfficer> = {
    columns,
    placesOf: ({ areas }) => areas,
    schema: officerSchema(options.normaliseMsisdn),
    table: 'staged_officers',
    staged: {
      msisdn: 'text',
      name: 'text',
      role: 'text',
      rank: 'integer',
      areas: 'text[]',
      superior: 'text',
      language: 'text',
      // found while they are judged and written
      officer_id: 'bigint',
      superior_id: 'bigint',
      action: 'text',
    },
    refuse: (trx) =>
      refuseStagedOfficers(trx, { scope: options.scope ?? everywhere, role: options.role ?? null }),
    write: (trx) => writeStagedOfficers(trx, options.by ?? null),
  };
  return importStaged(knex, stream, kind, options);
}

function officerSchema(
  normalise: OfficerImportOptions['normaliseMsisdn'],
): z.ZodType<StagedOfficer, unknown> {
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
      rank: roles.indexOf(row.peran),
      areas: [...new Set(row.wilayah.filter((code) => code !== ''))],
      superior: row.atasan,
      language: row.bahasa === '' ? null : row.bahasa,
    }));
}
