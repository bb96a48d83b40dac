import type { Knex } from 'knex';
import { memberCopy, type PrelistMember } from '../domain/report/prelist-copy.ts';
import type { HouseholdFacts, RecordRow } from '../domain/report/types.ts';
import { query } from './query.ts';

interface HouseholdRow {
  readonly idbdt: string;
  readonly head_name: string | null;
  readonly address: string | null;
  readonly sls_name: string | null;
  readonly no_kk: string | null;
  readonly member_count: number | null;
  readonly prelist_members: readonly PrelistMember[] | null;
  readonly record: RecordRow | null;
  readonly members: readonly RecordRow[] | null;
  readonly families: readonly RecordRow[] | null;
  readonly businesses: readonly RecordRow[] | null;
  readonly revision: number | null;
  readonly officer_id: string | null;
  readonly receipt: string | null;
  readonly created_at: Date | null;
}

/** Members that the prelist knows of the household `idbdt` names, as {@link PrelistMember}; null where it knows none. */
export function prelistMembersSql(idbdt: string): string {
  return `(
    SELECT json_agg(json_build_object('number', number, 'name', name, 'nik', nik, 'relation', relation,
      'sex', sex, 'bornOn', birth_date) ORDER BY number)
    FROM prelist_members WHERE prelist_members.idbdt = ${idbdt})`;
}

/**
 * The newest revision numbers the household's next one. Whose report it is that stands there is told by the newest
 * revision that a report made which was not withdrawn; a withdrawal has no form.
 */
const householdsSql = `
  SELECT wanted.idbdt, known.head_name, known.address, known.sls_name, known.no_kk, known.member_count,
    ${prelistMembersSql('wanted.idbdt')} AS prelist_members,
    CASE WHEN udrt."IDBDT" IS NOT NULL THEN row_to_json(udrt.*) END AS record,
    (SELECT json_agg(row_to_json(udart.*) ORDER BY no_urut)
     FROM dtks.udart WHERE udart."IDBDT" = udrt."IDBDT") AS members,
    (SELECT json_agg(row_to_json(kk.*) ORDER BY nuk) FROM dtks.kk WHERE kk."IDBDT" = udrt."IDBDT") AS families,
    (SELECT json_agg(row_to_json(usaha.*) ORDER BY no_urut_art)
     FROM dtks.usaha WHERE usaha."IDBDT" = udrt."IDBDT") AS businesses,
    (SELECT number FROM revisions WHERE revisions.idbdt = wanted.idbdt ORDER BY number DESC LIMIT 1) AS revision,
    standing.officer_id, standing.receipt, standing.created_at
  FROM unnest(:idbdts::text[]) AS wanted (idbdt)
  LEFT JOIN prelist_households AS known ON known.idbdt = wanted.idbdt
  LEFT JOIN dtks.udrt ON udrt."IDBDT" = wanted.idbdt
  LEFT JOIN LATERAL (
    SELECT revisions.officer_id, revisions.created_at, reports.receipt
    FROM revisions JOIN reports ON reports.id = revisions.report_id
    WHERE revisions.idbdt = wanted.idbdt AND reports.form IS NOT NULL AND reports.withdrawn_at IS NULL
    ORDER BY revisions.number DESC LIMIT 1
  ) AS standing ON true
  WHERE known.idbdt IS NOT NULL OR udrt."IDBDT" IS NOT NULL`;

/** Facts of households by IDBDT; what is in no prelist and no record is absent. */
export async function findHouseholds(
  db: Knex,
  idbdts: readonly string[],
): Promise<Map<string, HouseholdFacts>> {
  if (idbdts.length === 0) return new Map();
  const rows = await query<HouseholdRow>(db, householdsSql, { idbdts });
  return new Map(rows.map((row) => [row.idbdt, toFacts(row)]));
}

function toFacts(row: HouseholdRow): HouseholdFacts {
  return {
    idbdt: row.idbdt,
    village: row.idbdt.slice(0, 10),
    headName: row.head_name,
    address: row.address,
    slsName: row.sls_name,
    noKk: row.no_kk,
    prelistMembers: row.member_count,
    record: row.record,
    members: withCopies(row),
    families: row.families ?? [],
    businesses: row.businesses ?? [],
    revision: row.revision ?? 0,
    lastOfficerId: row.officer_id === null ? null : Number(row.officer_id),
    lastReceipt: row.receipt,
    lastReportedAt: row.created_at?.toISOString() ?? null,
  };
}

/** Members as they are stored, and the prelist's copies of the others, by number. */
function withCopies({ idbdt, members, prelist_members: known }: HouseholdRow): readonly RecordRow[] {
  const stored = members ?? [];
  const numbers = new Set(stored.map((row) => row.no_urut));
  const copies = (known ?? [])
    .filter(({ number }) => !numbers.has(number))
    .map((member) => memberCopy(idbdt, member));
  return [...stored, ...copies].sort((one, other) => Number(one.no_urut) - Number(other.no_urut));
}
