import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { makeDeskWork } from '../../src/store/desk.ts';
import { execute, query } from '../../src/store/query.ts';
import { eachStore, type TestStore } from '../support/database.ts';

/** Noon of the 24th in the east of the country. */
const asOf = new Date('2021-11-24T03:00:00Z');

eachStore('the figures of a team', (open) => {
  let store: TestStore;
  const ids = new Map<string, number>();

  beforeAll(async () => {
    store = await open();
    await loadDemoIfEmpty(store.knex);
    const officers = await query<{ readonly id: string; readonly msisdn: string }>(
      store.knex,
      'SELECT id, msisdn FROM officers',
    );
    for (const { id, msisdn } of officers) ids.set(msisdn.slice(-2), Number(id));
    await add('01', '2021-11-23T16:00:00Z', 'accepted');
    await add('01', '2021-11-24T01:00:00Z', 'held');
    await add('02', '2021-11-22T01:00:00Z', 'accepted');
    await add('02', '2021-11-24T04:00:00Z', 'accepted');
  });
  afterAll(() => store.drop());

  let inboxId = 0;
  async function add(officer: string, at: string, outcome: string): Promise<void> {
    inboxId += 1;
    await execute(
      store.knex,
      `WITH message AS (
         INSERT INTO inbox (id, channel, kind, provider_id, sender, raw, is_encrypted, received_at)
         OVERRIDING SYSTEM VALUE VALUES (:id, 'at', 'sms', :receipt, '+6281200000001', '', false, :at)
       )
       INSERT INTO reports (id, officer_id, sender, command, form, idbdt, outcome, is_practice, answers, problems,
         repairs, receipt, channel, source, codebook_version, received_at, processed_at)
       VALUES (:id, :officerId, '+6281200000001', 'V', 'V', '9415010001000007', :outcome, false, '{}', '[]', '[]',
         :receipt, 'at', 'sms', 'dtks-2021.1', :at, now())`,
      {
        id: inboxId,
        at,
        officerId: ids.get(officer) ?? 0,
        outcome,
        receipt: `ABCD${inboxId}`,
      },
    );
  }

  const teamOf = async (officer: string) =>
    (await makeDeskWork(store.knex).listTeam(ids.get(officer) ?? 0, asOf)).map((member) => ({
      name: member.name,
      today: [member.today.accepted, member.today.held],
      lastAt: member.lastAt?.toISOString() ?? null,
    }));

  it('count what each enumerator sent since the local day began, up to the moment', async () => {
    expect((await teamOf('11')).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: 'Contoh Enumerator', today: [1, 1], lastAt: '2021-11-24T01:00:00.000Z' },
      { name: 'Misal Enumerator', today: [0, 0], lastAt: '2021-11-22T01:00:00.000Z' },
    ]);
  });

  it('of a coordinator, whose team sends no reports, are those of the enumerators below it', async () => {
    const expected = { today: [1, 1], lastAt: '2021-11-24T01:00:00.000Z' };
    expect(await teamOf('21')).toEqual([{ name: 'Contoh Pengawas', ...expected }]);
    expect(await teamOf('31')).toEqual([{ name: 'Contoh Korcam', ...expected }]);
  });

  it('leave out who has left', async () => {
    await execute(store.knex, 'UPDATE officers SET ended_at = :asOf WHERE id = :id', {
      asOf,
      id: ids.get('02') ?? 0,
    });
    expect((await teamOf('11')).map(({ name }) => name)).toEqual(['Contoh Enumerator']);
  });
});
