import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { query } from '../../src/store/query.ts';
import { enumerator, household, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';
import { openInboxBench } from './inbox-bench.ts';

const stranger = '+6281200000099';

eachStore('what a dialogue on a borrowed phone handed in', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  let bench: ReturnType<typeof openInboxBench>;
  let officerId: number;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    await resetStore(knex);
    bench = openInboxBench(knex);
    const [row] = await query<{ id: number }>(
      knex,
      'SELECT officer_id::integer AS id FROM officer_numbers WHERE msisdn = :enumerator',
      { enumerator },
    );
    officerId = row?.id ?? 0;
  });

  const submission = (changes: object = {}) =>
    Buffer.from(
      JSON.stringify({
        form: 'V',
        idbdt: household,
        hasCheckDigits: true,
        digits: { visit: '10112411' },
        partner: null,
        receipt: 'ABCDE',
        language: 'id',
        tokens: ['*', '*', '1', '716', '10112411', '1'],
        officerId,
        ...changes,
      }),
    );
  const reports = () =>
    query<{ officer: number; sender: string; recipient: string }>(
      knex,
      `SELECT reports.officer_id::integer AS officer, sender, outbox.recipient
       FROM reports LEFT JOIN outbox ON outbox.inbox_id = reports.id ORDER BY reports.id`,
    );

  it('is a report of who signed in', async () => {
    const read = await bench.send({ kind: 'ussd', sender: stranger, raw: submission() });
    expect(read).toMatchObject([{ outcome: 'accepted', idbdt: household }]);
    expect(await reports()).toMatchObject([{ officer: officerId, sender: stranger }]);
  });

  it('is answered to the phone that was used', async () => {
    const raw = submission({ idbdt: '9415010002000003' });
    const read = await bench.send({ kind: 'ussd', sender: stranger, raw });
    expect(read).toMatchObject([{ outcome: 'rejected', reason: 'other-area' }]);
    expect(await reports()).toEqual([{ officer: officerId, sender: stranger, recipient: stranger }]);
  });

  it('is a report of who signed in, though the phone is another officer’s', async () => {
    await bench.send({ kind: 'ussd', sender: otherEnumerator, raw: submission() });
    expect(await reports()).toMatchObject([{ officer: officerId, sender: otherEnumerator }]);
  });

  it('is read with their authority: text as well as digits', async () => {
    const text = `V ${household} 16 10112411`;
    const raw = Buffer.from(
      JSON.stringify({ text, receipt: 'ABCDE', language: 'id', tokens: [], officerId }),
    );
    expect(await bench.send({ kind: 'ussd', sender: stranger, raw })).toMatchObject([
      { outcome: 'accepted' },
    ]);
    expect(await reports()).toMatchObject([{ officer: officerId }]);
  });

  it('is believed of a dialogue alone: an SMS that says the same is text of nobody', async () => {
    const [read] = await bench.send({ kind: 'sms', sender: stranger, raw: submission() });
    expect(read).toMatchObject({ outcome: 'rejected', reason: 'unknown-sender' });
  });

  it('is set aside where the officer has ended', async () => {
    await knex('officers')
      .where({ id: officerId })
      .update({ ended_at: new Date('2021-11-24T00:00:00Z') });
    expect(await bench.send({ kind: 'ussd', sender: stranger, raw: submission() })).toEqual([]);
  });
});
