import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openRedis } from '../../src/queue/redis-client.ts';
import { enumerator, type Gateway, startGateway, stranger, today, ways } from './gateway.ts';

const pins = { first: '604791', second: '739415', wrong: '850263', temporary: '173946' };
const visit = ['1', '716', `1011${today()}`, '1'];
const pengawas = '+6281200000011';

describe.each(ways)('signing in on a borrowed phone: %s', { timeout: 120_000 }, (way) => {
  let gateway: Gateway;
  let code = '';
  beforeAll(async () => {
    gateway = await startGateway(way);
    code =
      (
        await gateway.rows<{ code: string }>(
          'SELECT code FROM officers JOIN officer_numbers ON officer_id = officers.id WHERE officer_numbers.msisdn = :enumerator',
          { enumerator },
        )
      )[0]?.code ?? '';
  });
  afterAll(() => gateway.stop());

  it('is possible once a PIN is set, and its report is the officer’s', async () => {
    expect((await gateway.dial('none', [code], stranger)).body).toMatch(/^END Anda belum punya PIN/);
    const set = await gateway.type('set', ['16', pins.first, pins.first]);
    expect(set.at(-1)).toMatch(/^END PIN Anda sudah berlaku/);
    const screens = await gateway.type('in', [code, pins.wrong, pins.first, ...visit], stranger);
    expect(screens[2]).toMatch(/^CON PIN salah/);
    expect(screens[3]).toMatch(/^CON HP pinjaman/);
    expect(screens.at(-1)).toMatch(/^END Laporan 7-16 diterima/);
    await gateway.untilRead();
    const record = await gateway.record('9415010001000007');
    expect(record?.udrt.hasil_verivali).toBe(1);
    const reporters = await gateway.rows(
      `SELECT officers.code, sender FROM reports JOIN officers ON officers.id = officer_id
       WHERE idbdt = '9415010001000007'`,
    );
    expect(reporters).toEqual([{ code, sender: stranger }]);
  });

  it('works dialled through', async () => {
    const tokens = [code, pins.first, '1', '8', '0', ...visit.slice(1)];
    const body = (await gateway.dial('through', [code, pins.first, ...visit], stranger)).body;
    expect(body).toMatch(/^END Laporan 7-16 diterima/);
    expect((await gateway.dial('slip', tokens, stranger)).body).toMatch(/^CON /);
  });

  it('asks for a new PIN after the supervisor has set a temporary one', async () => {
    const list = await gateway.dial('reset', ['9'], pengawas);
    const line = /^(\d) C\*\*\* E\*\*\*/m.exec(list.body)?.[1] ?? '';
    const done = await gateway.dial('reset', ['9', line, pins.temporary, pins.temporary], pengawas);
    expect(done.body).toMatch(/^END PIN sementara sudah berlaku/);
    const screens = await gateway.type(
      'new',
      [code, pins.temporary, pins.second, pins.second, ...visit],
      stranger,
    );
    expect(screens[2]).toMatch(/^CON PIN ini sementara/);
    expect(screens.at(-1)).toMatch(/^END Laporan 7-16 diterima/);
    expect((await gateway.dial('old', [code, pins.temporary], stranger)).body).toMatch(/^CON PIN salah/);
    await gateway.untilRead();
  });

  it('leaves no PIN in the store or in Redis', async () => {
    await gateway.type('left', [code, pins.wrong, pins.second, '2', '716'], stranger);
    const stored = await everythingIn(gateway);
    expect(stored).toContain(stranger);
    expect(stored).toContain('scrypt$');
    const live = await everythingInRedis();
    for (const pin of Object.values(pins)) {
      expect(stored.includes(pin)).toBe(false);
      expect(live.includes(pin)).toBe(false);
    }
  });
});

/** Every row of every table, bytes as what they spell. */
async function everythingIn(gateway: Gateway): Promise<string> {
  const tables = await gateway.rows<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts = [`SELECT encode(raw, 'escape') AS row FROM inbox`].concat(
    tables.map(({ name }) => `SELECT one::text AS row FROM ${name} AS one`),
  );
  const rows = await gateway.rows<{ row: string }>(parts.join(' UNION ALL '));
  return rows.map(({ row }) => row).join('\n');
}

/** Every live state in Redis, other tests' too; nothing where it runs without. */
async function everythingInRedis(): Promise<string> {
  const redis = openRedis(inject('redisUrl'), {});
  try {
    const keys = await redis.keys('*session*');
    return keys.length > 0 ? (await redis.mget(keys)).join('\n') : '';
  } finally {
    redis.disconnect();
  }
}
