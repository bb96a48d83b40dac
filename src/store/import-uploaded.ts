import type { Knex } from 'knex';
import type { AreaRecode } from '../domain/identity/area-recode.ts';
import type { ImportFile, UploadKind } from '../ports.ts';
import { importAreas } from './import-areas.ts';
import { ImportError } from './import-error.ts';
import { importOfficers } from './import-officers.ts';
import { importHouseholds, importMembers } from './import-prelist.ts';
import type { ImportOptions, ImportResult } from './import-rows.ts';

export interface UploadImportParts {
  readonly normaliseMsisdn: (raw: string) => string | null;
  readonly recodes: readonly AreaRecode[];
}

/** The imports of the command line, for files that users of the console bring. */
export function makeImportFiles(
  knex: Knex,
  { normaliseMsisdn, recodes }: UploadImportParts,
): Readonly<Record<UploadKind, ImportFile>> {
  return {
    areas: imported((stream, options) => importAreas(knex, stream, { ...options, recodes })),
    officers: imported((stream, { role, ...options }) =>
      importOfficers(knex, stream, { ...options, normaliseMsisdn, ...(role && { role }) }),
    ),
    households: imported((stream, options) => importHouseholds(knex, stream, options)),
    members: imported((stream, options) => importMembers(knex, stream, options)),
  };
}

type Options = ImportOptions & { readonly role: Parameters<ImportFile>[1]['role'] };

function imported(
  importing: (stream: AsyncIterable<Uint8Array>, options: Options) => Promise<ImportResult>,
): ImportFile {
  return async (stream, { userId, scope, role, isTrial }) => {
    try {
      return await importing(stream, { strict: false, isTrial, scope, role, by: { userId } });
    } catch (error) {
      if (error instanceof ImportError) return { fault: error.message };
      throw error;
    }
  };
}
