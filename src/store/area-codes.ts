import type { Knex } from 'knex';
import type { KemendagriCode } from '../domain/identity/area-code.ts';
import { makeNikAreas, type NikAreas } from '../domain/identity/nik-areas.ts';
import type { Clock } from '../ports.ts';
import { query } from './query.ts';

/** An import of areas by another process shows after this time at the latest. */
const keepForMs = 5 * 60_000;

/** Which areas give out NIKs, by the Kemendagri codes of all vintages in the store. */
export async function findNikAreas(db: Knex): Promise<NikAreas> {
  const rows = await query<{ kemendagri: KemendagriCode }>(
    db,
    'SELECT DISTINCT kemendagri FROM area_codes WHERE length(kemendagri) IN (4, 6)',
  );
  return makeNikAreas(rows.map(({ kemendagri }) => kemendagri));
}

/** Like {@link findNikAreas}, read again every five minutes at most. */
export function keepNikAreas(db: Knex, clock: Clock): () => Promise<NikAreas> {
  let kept: { readonly areas: NikAreas; readonly readAt: number } | null = null;
  return async () => {
    const now = clock().getTime();
    if (kept === null || now - kept.readAt >= keepForMs)
      kept = { areas: await findNikAreas(db), readAt: now };
    return kept.areas;
  };
}
