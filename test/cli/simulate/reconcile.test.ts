import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { digestOf, type Entry, openLedger } from '../../../src/cli/simulate/ledger.ts';
import { differing, reconcile } from '../../../src/cli/simulate/reconcile.ts';
import { execute, query } from '../../../src/store/query.ts';
import { resetStore } from '../../contracts/store-fixtures.ts';
import { eachStore } from '../../support/database.ts';

const sender = '+6281210000001';
const text = 'LAPOR 9415010 1 2 0';

interface Row {
  readonly channel: string;
  readonly kind: string;
  readonly providerId: string;
  readonly raw: string;
  readonly state: string;
  /** Null: nobody read it. */
  readonly receipt: string | null;
}

const sms: Row = { channel: 'at', kind: 'sms', providerId: 'm1', raw: text, state: 'done', receipt: 'AAAAA' };
const smpp: Row = { ...sms, channel: 'smsc', providerId: 'x1', receipt: 'BBBBB' };
const ussd: Row = { ...sms, kind: 'ussd', providerId: 'u1/1/abc', raw: '{}', receipt: 'CCCCC' };

const sent: Entry = {
  ...{ kind: 'sms', id: 'm1', msisdn: sender, digest: digestOf(text), receipt: '', isAcknowledged: true },
};
const delivered: Entry = { ...sent, kind: 'smpp', id: 'p1' };
const dialled: Entry = { ...sent, kind: 'ussd', id: 'u1', digest: '', receipt: 'CCCCC' };

eachStore('the account of a simulation', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-test-reconcile-'));
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(async () => {
    await opened.drop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => resetStore(knex));

  async function accountOf(entries: readonly Entry[], rows: readonly Row[]) {
    const path = join(folder, 'ledger.tsv');
    const ledger = await openLedger(path, 0);
    for (const entry of entries) await ledger.append(entry);
    await ledger.close();
    for (const row of rows) await insert(row);
    return reconcile(knex, path, ['at', 'smsc']);
  }

  async function insert({ channel, kind, providerId, raw, state, receipt }: Row): Promise<void> {
    await execute(
      knex,
      `WITH message AS (
         INSERT INTO inbox (channel, kind, provider_id, sender, raw, is_encrypted, received_at, state)
         VALUES (:channel, :kind, :providerId, :sender, :raw, false, now(), :state) RETURNING id
       )
       INSERT INTO reports (id, sender, command, outcome, is_practice, problems, repairs, receipt, channel, source,
         codebook_version, received_at, processed_at)
       SELECT id, :sender, 'LAPOR', 'accepted', false, '[]', '[]', :receipt, :channel, :kind, 'dtks-2021.1', now(), now()
       FROM message WHERE :receipt::text IS NOT NULL`,
      { channel, kind, providerId, sender, raw: Buffer.from(raw), state, receipt },
    );
  }

  const all: readonly [readonly Entry[], readonly Row[]] = [
    [sent, delivered, dialled],
    [sms, smpp, ussd],
  ];

  it('agrees where every message is there once, and leaves nothing behind', async () => {
    const account = await accountOf(...all);
    expect(differing(account)).toEqual([]);
    expect(account).toMatchObject({ submitted: 3, acknowledged: 3, received: 3, outcomes: { accepted: 3 } });
    expect(await query(knex, `SELECT FROM pg_namespace WHERE nspname = 'simulation'`)).toEqual([]);
  });

  it('agrees where what was never acknowledged is there or not', async () => {
    const unsure = { ...sent, isAcknowledged: false };
    expect(differing(await accountOf([unsure], []))).toEqual([]);
    expect(differing(await accountOf([unsure], [sms]))).toEqual([]);
  });

  const cases: readonly [string, readonly Entry[], readonly Row[], readonly string[]][] = [
    ['an SMS that is not there', [sent, delivered], [smpp], ['1 lost']],
    ['a message of SMPP that is not there', [sent, delivered], [sms], ['1 lost']],
    ['a call that is not there', [dialled], [], ['1 lost']],
    [
      'a message of SMPP that is there twice',
      [delivered],
      [smpp, { ...smpp, providerId: 'x2', receipt: 'DDDDD' }],
      ['1 doubled'],
    ],
    [
      'a call that is there twice',
      [dialled],
      [ussd, { ...ussd, providerId: 'u1/2/abd', receipt: 'DDDDD' }],
      ['1 doubled'],
    ],
    ['other bytes', [sent], [{ ...sms, raw: `${text} ` }], ['1 changed']],
    ['another receipt', [dialled], [{ ...ussd, receipt: 'DDDDD' }], ['1 changed']],
    ['what nobody sent', [sent], [sms, { ...sms, providerId: 'm2', receipt: 'DDDDD' }], ['1 foreign']],
    ['a message that no report reads', [sent], [{ ...sms, receipt: null }], ['1 unread']],
    ['one that was set aside', [sent], [{ ...sms, state: 'stuck', receipt: null }], ['1 stuck']],
  ];
  it.each(cases)('names %s', async (_label, entries, rows, expected) => {
    expect(differing(await accountOf(entries, rows))).toEqual(expected);
  });

  it('counts what waits as pending, not as missing', async () => {
    const account = await accountOf([sent], [{ ...sms, state: 'pending', receipt: null }]);
    expect(differing(account)).toEqual([]);
    expect(account.pending).toBe(1);
  });
});
