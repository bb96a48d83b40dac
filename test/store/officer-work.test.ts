import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { makeOfficerWork } from '../../src/store/officer-work.ts';
import { execute, query } from '../../src/store/query.ts';
import { eachStore, type TestStore } from '../support/database.ts';

const began = new Date('2021-11-24T03:00:00Z');
const before = '2021-11-24T02:00:00Z';
const after = '2021-11-24T03:30:00Z';

interface Row {
  readonly receipt: string;
  readonly at?: string;
  readonly outcome?: string;
  readonly isPractice?: boolean;
  readonly form?: string | null;
  readonly withdrawnAt?: string;
  readonly isOfOther?: boolean;
}

const rows: readonly Row[] = [
  { receipt: 'FIRST', at: '2021-11-24T00:00:00Z' },
  { receipt: 'ASKED', at: '2021-11-24T01:00:00Z', outcome: 'ask', form: 'RT' },
  { receipt: 'HELDS', outcome: 'held', form: 'ART' },
  { receipt: 'REFUS', outcome: 'rejected' },
  { receipt: 'TRIED', isPractice: true },
  { receipt: 'CHECK', form: null },
  { receipt: 'GONES', withdrawnAt: before },
  { receipt: 'LATER', withdrawnAt: after },
  { receipt: 'NEWER', at: after },
  { receipt: 'OTHER', isOfOther: true },
];

eachStore('what an officer has done', (open) => {
  let store: TestStore;
  let officerId = 0;

  beforeAll(async () => {
    store = await open();
    await loadDemoIfEmpty(store.knex);
    const officers = await query<{ readonly id: string; readonly msisdn: string }>(
      store.knex,
      `SELECT id, msisdn FROM officers WHERE msisdn IN ('+6281200000001', '+6281200000002') ORDER BY msisdn`,
    );
    const [own, other] = officers.map(({ id }) => Number(id));
    officerId = own ?? 0;
    for (const [index, row] of rows.entries()) await add(index + 1, row, row.isOfOther ? other : own);
    await execute(
      store.knex,
      `INSERT INTO dtks.udrt ("IDBDT", codebook_version, revisi, report_id, updated_at)
       VALUES ('9415010001000007', 'dtks-2021.1', 1, 1, now())`,
    );
  });
  afterAll(() => store.drop());

  async function add(id: number, row: Row, officer: number | undefined): Promise<void> {
    const { receipt, at = before, outcome = 'accepted', form = 'V', withdrawnAt = null } = row;
    await execute(
      store.knex,
      `WITH message AS (
         INSERT INTO inbox (id, channel, kind, provider_id, sender, raw, is_encrypted, received_at)
         OVERRIDING SYSTEM VALUE VALUES (:id, 'at', 'sms', :receipt, '+6281200000001', '', false, :at)
       )
       INSERT INTO reports (id, officer_id, sender, command, form, idbdt, outcome, is_practice, answers, problems,
         repairs, receipt, channel, source, codebook_version, question_expires_at, received_at, processed_at,
         withdrawn_at, withdrawn_by)
       VALUES (:id, :officer, '+6281200000001', 'V', :form, '9415010001000007', :outcome, :isPractice, '{}', '[]',
         '[]', :receipt, 'at', 'sms', 'dtks-2021.1', now(), :at, now(), :withdrawnAt, :withdrawnBy)`,
      {
        id,
        officer: officer ?? 0,
        receipt,
        at,
        outcome,
        form,
        isPractice: row.isPractice ?? false,
        withdrawnAt,
        withdrawnBy: withdrawnAt === null ? null : 1,
      },
    );
  }

  it('lists what could be withdrawn when the dialogue began, the newest first', async () => {
    const work = makeOfficerWork(store.knex);
    const own = await work.listOwnReports(officerId, began, 9);
    expect(own.map(({ receipt, form }) => [receipt, form])).toEqual([
      ['LATER', 'V'],
      ['HELDS', 'ART'],
      ['ASKED', 'RT'],
      ['FIRST', 'V'],
    ]);
    expect(own.at(-1)).toEqual({
      receipt: 'FIRST',
      form: 'V',
      idbdt: '9415010001000007',
      receivedAt: new Date('2021-11-24T00:00:00Z'),
    });
    expect(await work.listOwnReports(officerId, began, 1)).toHaveLength(1);
  });

  it('tells which households of some villages have a record', async () => {
    const work = makeOfficerWork(store.knex);
    expect(await work.listProgress(['9415010001'])).toEqual({
      households: 20,
      reported: ['9415010001000007'],
    });
    expect(await work.listProgress(['9415010002'])).toEqual({ households: 20, reported: [] });
    expect(await work.listProgress([])).toEqual({ households: 0, reported: [] });
  });

  it('counts reports by outcome', async () => {
    const counts = await makeOfficerWork(store.knex).countReports([officerId]);
    expect(counts.get(officerId)).toMatchObject({ ask: 1, held: 1, rejected: 1 });
  });
});
