import type { Knex } from 'knex';
import type { Role } from '../domain/workflow/roles.ts';
import { addDemoUser } from './demo-user.ts';
import { insertRows } from './insert-rows.ts';
import { countTargets } from './progress-rows.ts';
import { execute, query } from './query.ts';

/** Whether nothing was imported yet: no area, no officer, no household. */
export async function isEmptyStore(knex: Knex): Promise<boolean> {
  const [row] = await query<{ is_empty: boolean }>(
    knex,
    `SELECT NOT EXISTS (SELECT FROM areas) AND NOT EXISTS (SELECT FROM officers)
       AND NOT EXISTS (SELECT FROM prelist_households) AS is_empty`,
  );
  return row?.is_empty ?? false;
}

/**
 * Loads the demo area into an empty store: Kabupaten Asmat with two villages, an officer of most roles, and 40
 * made-up households. Deterministic; every name says that it is an example.
 *
 * @returns false for a store that holds something already. Of several processes that start at once one loads.
 */
export function loadDemoIfEmpty(knex: Knex): Promise<boolean> {
  return knex.transaction(async (trx) => {
    await execute(trx, 'LOCK TABLE areas IN SHARE ROW EXCLUSIVE MODE');
    if (!(await isEmptyStore(trx))) return false;
    await insertRows(
      trx,
      { table: 'areas', columns: { code: 'text', name: 'text', kemendagri: 'text' } },
      areas,
    );
    await insertRows(trx, codeTarget, codes);
    await insertOfficers(trx);
    await insertHouseholds(trx);
    await addDemoUser(trx);
    return true;
  });
}

const firstVillage = '9415010001';
const secondVillage = '9415010002';

const areas = [
  { code: '94', name: 'Papua', kemendagri: '91' },
  { code: '9415', name: 'Kabupaten Asmat', kemendagri: '9304' },
  { code: '9415010', name: 'Distrik Contoh', kemendagri: null },
  { code: firstVillage, name: 'Kampung Contoh', kemendagri: null },
  { code: secondVillage, name: 'Kampung Misal', kemendagri: null },
];

/** What Kemendagri calls them, and called them before the provinces of Papua were divided. */
const codes = [
  { area_code: '94', kemendagri: '91', name: 'Papua', valid_from: null, valid_to: null },
  {
    area_code: '9415',
    kemendagri: '9118',
    name: 'Kabupaten Asmat',
    valid_from: null,
    valid_to: '2022-07-24',
  },
  {
    area_code: '9415',
    kemendagri: '9304',
    name: 'Kabupaten Asmat',
    valid_from: '2022-07-25',
    valid_to: null,
  },
].map((code) => ({ ...code, source: 'import' }));

const codeTarget = {
  table: 'area_codes',
  columns: {
    area_code: 'text',
    kemendagri: 'text',
    name: 'text',
    valid_from: 'date',
    valid_to: 'date',
    source: 'text',
  },
};

interface DemoOfficer {
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  readonly superior: string | null;
  readonly areas: readonly string[];
}

const korkab = '+6281200000031';
const korcam = '+6281200000021';
const pengawas = '+6281200000011';

/** From the top, so that a superior is there before those below. */
const officers: readonly DemoOfficer[] = [
  { msisdn: korkab, name: 'Contoh Korkab', role: 'korkab', superior: null, areas: ['9415'] },
  { msisdn: korcam, name: 'Contoh Korcam', role: 'korcam', superior: korkab, areas: ['9415010'] },
  {
    msisdn: pengawas,
    name: 'Contoh Pengawas',
    role: 'pengawas',
    superior: korcam,
    areas: [firstVillage, secondVillage],
  },
  {
    msisdn: '+6281200000001',
    name: 'Contoh Enumerator',
    role: 'enumerator',
    superior: pengawas,
    areas: [firstVillage],
  },
  {
    msisdn: '+6281200000002',
    name: 'Misal Enumerator',
    role: 'enumerator',
    superior: pengawas,
    areas: [secondVillage],
  },
];

async function insertOfficers(trx: Knex): Promise<void> {
  for (const officer of officers) {
    await execute(
      trx,
      `WITH added AS (
         INSERT INTO officers (msisdn, name, role, superior_id)
         VALUES (:msisdn, :name, :role, (SELECT id FROM officers WHERE msisdn = :superior))
         RETURNING id, msisdn
       ), number AS (
         INSERT INTO officer_numbers (officer_id, msisdn) SELECT id, msisdn FROM added
       )
       INSERT INTO officer_areas (officer_id, area_code) SELECT added.id, unnest(:areas::text[]) FROM added`,
      { ...officer },
    );
  }
}

const householdsPerVillage = 20;
const digits = ['Satu', 'Dua', 'Tiga', 'Empat', 'Lima', 'Enam', 'Tujuh', 'Delapan', 'Sembilan'];

async function insertHouseholds(trx: Knex): Promise<void> {
  const households = [firstVillage, secondVillage].flatMap((village) =>
    Array.from({ length: householdsPerVillage }, (_, at) => demoHousehold(village, at + 1)),
  );
  await insertRows(
    trx,
    {
      table: 'prelist_households',
      columns: {
        idbdt: 'text',
        head_name: 'text',
        address: 'text',
        sls_name: 'text',
        member_count: 'smallint',
      },
    },
    households,
  );
  await countTargets(
    trx,
    households.map(({ idbdt }) => idbdt),
  );
  await insertRows(
    trx,
    {
      table: 'prelist_members',
      columns: { idbdt: 'text', number: 'smallint', name: 'text', sex: 'smallint', relation: 'smallint' },
    },
    households.flatMap((household) =>
      Array.from({ length: household.member_count }, (_, at) => demoMember(household, at + 1)),
    ),
  );
}

function demoHousehold(village: string, serial: number) {
  const word = village === firstVillage ? 'Contoh' : 'Misal';
  return {
    idbdt: `${village}${String(serial).padStart(6, '0')}`,
    head_name: `${word} ${numberName(serial)}`,
    address: `Jalan ${word} ${serial}`,
    sls_name: `RT ${word} ${1 + (serial % 2)}`,
    member_count: 1 + (serial % 5),
  };
}

/** Head, spouse, then children (codes of Hub_KRT 1, 2, 3). */
function demoMember(household: ReturnType<typeof demoHousehold>, number: number) {
  return {
    idbdt: household.idbdt,
    number,
    name: number === 1 ? household.head_name : `Anggota ${numberName(number)}`,
    sex: number % 2 === 1 ? 1 : 2,
    relation: Math.min(number, 3),
  };
}

/** Indonesian names of the numbers from 1 to 20. */
function numberName(number: number): string {
  if (number === 10) return 'Sepuluh';
  if (number === 11) return 'Sebelas';
  if (number === 20) return 'Dua Puluh';
  const last = digits[(number % 10) - 1] ?? '';
  return number < 10 ? last : `${last} Belas`;
}
