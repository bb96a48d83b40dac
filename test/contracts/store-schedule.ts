import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ScheduledKind } from '../../src/domain/workflow/schedule.ts';
import { readMessages } from '../../src/flow-files.ts';
import type { OwnMessage } from '../../src/ports.ts';
import { makeRunSchedule, type RunOptions } from '../../src/services/run-schedule.ts';
import { defaultNoticeWays, writeNotices } from '../../src/store/notices.ts';
import { execute, query } from '../../src/store/query.ts';
import { makeScheduleStore } from '../../src/store/schedule-store.ts';
import { silentLog } from '../queue/silent-log.ts';
import { enumerator, otherEnumerator, resetStore } from './store-fixtures.ts';

const messages = readMessages();
const pengawas = '+6281200000011';
const korcam = '+6281200000021';

/** The demo area lies in WIT, nine hours ahead of UTC. */
const wit = (day: string, time: string) => new Date(`2021-11-${day}T${time}:00+09:00`);
const evening = wit('24', '18:30');
const morning = wit('24', '08:00');
const wholeHousehold = { rumah: '11045063106102063114111' };

interface Sent {
  readonly kind: string;
  readonly recipient: string;
  readonly text: string;
  readonly channel: string;
  readonly not_before: Date | null;
  readonly expires_at: Date;
}

/** What every store keeps of the port `ScheduleStore`, and what the schedule makes of it. */
export function scheduleContract(knexOf: () => Knex): void {
  const store = () => makeScheduleStore(knexOf(), defaultNoticeWays);
  const run = (now: Date, options: RunOptions = {}, pageSize = 500) =>
    makeRunSchedule({
      store: store(),
      messages,
      settings: { digestAt: 18 * 60 + 30, quietHours: defaultNoticeWays.quietHours, silentDays: 3 },
      clock: () => now,
      log: silentLog(),
      pageSize,
    }).run(options);
  const only = (kind: ScheduledKind) => ({ kinds: [kind] });
  const outbox = () => query<Sent>(knexOf(), 'SELECT * FROM outbox WHERE inbox_id IS NULL ORDER BY id');
  const texts = async () => (await outbox()).map(({ recipient, text }) => `${recipient.slice(-2)} ${text}`);

  async function idOf(msisdn: string): Promise<number> {
    const [row] = await query<{ id: string }>(knexOf(), 'SELECT id FROM officers WHERE msisdn = :msisdn', {
      msisdn,
    });
    return Number(row?.id);
  }
  async function change(msisdn: string, assignments: string): Promise<void> {
    await execute(knexOf(), `UPDATE officers SET ${assignments} WHERE msisdn = :msisdn`, { msisdn });
  }

  let reported = 0;
  async function report(msisdn: string, at: Date, changes: Partial<Record<string, unknown>> = {}) {
    reported += 1;
    await execute(
      knexOf(),
      `WITH message AS (
         INSERT INTO inbox (channel, kind, provider_id, sender, raw, is_encrypted, received_at, state)
         VALUES (:channel, 'sms', :providerId, :msisdn, '', false, :at, 'done') RETURNING id
       )
       INSERT INTO reports (id, officer_id, sender, command, form, outcome, is_practice, answers, problems, repairs,
         channel, source, codebook_version, received_at, processed_at, question_expires_at, withdrawn_at, withdrawn_by)
       SELECT message.id, officers.id, :msisdn, 'V', 'V', :outcome, :isPractice, :answers, '[]', '[]', :channel, 'sms',
         'dtks-2021.1', :at, :at, :at, :withdrawnAt, CASE WHEN :withdrawnAt::timestamptz IS NULL THEN NULL ELSE message.id END
       FROM message, officers WHERE msisdn = :msisdn`,
      {
        msisdn,
        at,
        providerId: `report-${reported}`,
        channel: 'at',
        outcome: 'accepted',
        isPractice: false,
        answers: '{}',
        withdrawnAt: null,
        ...changes,
      },
    );
  }

  async function draft(
    msisdn: string,
    form: string,
    idbdt: string,
    at: Date,
    digits: object = wholeHousehold,
  ) {
    await execute(
      knexOf(),
      `INSERT INTO drafts (officer_id, form, idbdt, state, updated_at)
       SELECT id, :form, :idbdt, :state, :at FROM officers WHERE msisdn = :msisdn
       ON CONFLICT (officer_id, form, idbdt) DO UPDATE SET updated_at = :at`,
      { msisdn, form, idbdt, at, state: JSON.stringify({ head: 'C*** S***', digits, partner: null }) },
    );
  }

  beforeEach(() => resetStore(knexOf()));

  describe('digests', () => {
    beforeEach(async () => {
      await report(enumerator, wit('24', '00:00'));
      await report(enumerator, wit('24', '09:00'), { outcome: 'repaired' });
      await report(enumerator, wit('24', '10:00'), { outcome: 'held' });
      await report(enumerator, wit('24', '11:00'), { outcome: 'ask' });
      await report(enumerator, wit('24', '12:00'), { outcome: 'rejected', answers: null });
      // What is of another day, for practice, withdrawn, or no report.
      await report(enumerator, wit('23', '23:59'));
      await report(enumerator, wit('24', '13:00'), { isPractice: true });
      await report(enumerator, wit('24', '13:00'), { withdrawnAt: wit('24', '14:00') });
      await report(enumerator, wit('24', '13:00'), { answers: null });
    });

    it('tell each of their own, once a day, and expire when the night begins', async () => {
      await run(evening, only('digest'));
      expect(await texts()).toEqual([
        '21 Distrik Contoh hari ini: 2 diterima, 1 ditahan, 2 perlu diperbaiki. Dikunjungi 0 dari 40. Tanpa kabar: 1 petugas.',
        '11 Tim hari ini: 2 diterima, 1 ditahan, 2 perlu diperbaiki. Belum ada kabar dari Misal Enumerator.',
        '01 Hari ini: 2 diterima, 1 ditahan, 2 perlu diperbaiki. Sisa 20 rumah tangga.',
      ]);
      expect(await outbox()).toMatchObject(
        Array.from({ length: 3 }, () => ({
          kind: 'digest',
          channel: 'at',
          not_before: null,
          expires_at: wit('24', '21:00'),
        })),
      );
      expect(await run(evening, only('digest'))).toEqual([]);
      const later = await run(wit('24', '20:59'), only('digest'));
      const again = await run(evening, { ...only('digest'), isByHand: true });
      expect([...later, ...again].map(({ job, count }) => [job.zone, count])).toEqual([
        ['WIB', 0],
        ['WITA', 0],
        ['WIT', 0],
      ]);
      expect(await outbox()).toHaveLength(3);
    });

    it('are the same page by page', async () => {
      await run(evening, only('digest'), 1);
      expect(await outbox()).toHaveLength(3);
    });

    it('go once when two look at the same time', async () => {
      await Promise.all([run(evening, only('digest')), run(evening, only('digest'))]);
      expect(await outbox()).toHaveLength(3);
    });

    it('go again the next day', async () => {
      await run(evening, only('digest'));
      await report(enumerator, wit('25', '09:00'));
      await run(wit('25', '18:30'), only('digest'));
      expect((await texts()).slice(3)).toEqual([
        expect.stringMatching(/^21 .* 1 diterima/),
        expect.stringMatching(/^11 .* 1 diterima/),
        expect.stringMatching(/^01 .* 1 diterima/),
      ]);
    });

    it('reach by hand who was not there when it was done', async () => {
      await change(enumerator, 'is_quiet = true');
      await run(evening, only('digest'));
      await change(enumerator, 'is_quiet = false');
      await run(evening, { ...only('digest'), isByHand: true });
      expect((await outbox()).map(({ recipient }) => recipient)).toEqual([korcam, pengawas, enumerator]);
    });

    it.each([
      ['sent STOP', 'is_stopped = true'],
      ['is quiet', 'is_quiet = true'],
      ['has ended', `ended_at = '2021-11-24'`],
    ])('do not go to one who %s', async (_, assignments) => {
      await change(enumerator, assignments);
      await run(evening, only('digest'));
      expect((await outbox()).map(({ recipient }) => recipient)).not.toContain(enumerator);
    });

    it('are written in the language of each', async () => {
      await change(enumerator, `language = 'en'`);
      await run(evening, only('digest'));
      expect((await texts())[2]).toBe('01 Today: 2 accepted, 1 held, 2 to mend. 20 households left.');
    });

    it('wait for their time, and are not made up for in the night', async () => {
      for (const at of [wit('24', '18:29'), wit('24', '21:00')]) await run(at, only('digest'));
      expect(await outbox()).toEqual([]);
    });

    it('write nothing in a dry run, and say what would go', async () => {
      const outcomes = await run(evening, { ...only('digest'), isDryRun: true });
      expect(outcomes.map(({ job, count }) => [job.zone, count])).toEqual([['WIT', 3]]);
      expect(outcomes[0]?.examples.map(({ kind }) => kind)).toEqual(['digest', 'digest', 'digest']);
      expect(await outbox()).toEqual([]);
      await run(evening, only('digest'));
      expect(await outbox()).toHaveLength(3);
      const [after] = await run(evening, { ...only('digest'), isByHand: true, isDryRun: true });
      expect(after?.count).toBe(0);
    });

    it('end after the page in hand when told to stop, and go on with the next run', async () => {
      const stop = new AbortController();
      const stopped = await run(
        evening,
        { ...only('digest'), stopping: stop.signal, onAdvance: () => stop.abort() },
        2,
      );
      expect(stopped).toEqual([]);
      const sent = (await outbox()).length;
      expect(sent).toBeLessThan(3);
      await run(evening, only('digest'), 2);
      expect(await outbox()).toHaveLength(3);
    });
  });

  describe('alerts', () => {
    const known = `created_at = '2021-11-20T00:00:00Z'`;

    beforeEach(async () => {
      await change(enumerator, known);
      await change(otherEnumerator, known);
    });

    it('tell the superior of all who are silent in one message, once a silence', async () => {
      await run(morning, only('alert'));
      const expected =
        '11 Sudah 3 hari atau lebih belum ada kabar dari Contoh Enumerator, Misal Enumerator, dan masih ada rumah tangga. ' +
        'Tanyakan kepada mereka.';
      expect(await texts()).toEqual([expected]);
      await run(wit('25', '08:00'), only('alert'));
      expect(await texts()).toEqual([expected]);

      await report(enumerator, wit('25', '10:00'));
      await run(wit('27', '08:00'), only('alert'));
      expect(await texts()).toHaveLength(1);
      await run(wit('28', '08:00'), only('alert'));
      expect((await texts())[1]).toContain('belum ada kabar dari Contoh Enumerator, dan');
    });

    it('count whole days, and any message as a word', async () => {
      await report(enumerator, wit('22', '00:00'), { isPractice: true });
      await report(otherEnumerator, wit('21', '23:59'));
      await run(morning, only('alert'));
      expect(await texts()).toEqual([expect.stringContaining('dari Misal Enumerator,')]);
    });

    it('are of nobody who has no households left', async () => {
      await execute(knexOf(), 'DELETE FROM progress_deltas');
      await execute(knexOf(), 'DELETE FROM progress_areas');
      await run(morning, only('alert'));
      expect(await texts()).toEqual([]);
    });

    it('wait until the superior wants messages again', async () => {
      await change(pengawas, 'is_stopped = true');
      await run(morning, only('alert'));
      await change(pengawas, 'is_stopped = false');
      await run(wit('25', '08:00'), only('alert'));
      expect(await texts()).toHaveLength(1);
    });
  });

  describe('reminders', () => {
    const first = '9415010001000007';
    const second = '9415010001000008';

    it('name the newest of the drafts that rested a day, once each state', async () => {
      await draft(enumerator, 'RT', first, wit('22', '10:00'));
      await draft(enumerator, 'ART', second, wit('23', '07:59'));
      await draft(enumerator, 'V', second, wit('23', '08:01'));
      await run(morning, only('reminder'));
      const text = 'Buka lagi menu USSD, lalu pilih 1 untuk melanjutkan.';
      expect(await texts()).toEqual([`01 Isian ART 8-13 belum dikirim (+1 lain). ${text}`]);

      await run(wit('25', '08:00'), only('reminder'));
      // The one of 08:01 was last touched on a day that was reminded of.
      expect(await texts()).toHaveLength(1);
      await draft(enumerator, 'RT', first, wit('25', '09:00'));
      await run(wit('26', '08:00'), only('reminder'));
      expect(await texts()).toHaveLength(1);
      await run(wit('27', '08:00'), only('reminder'));
      expect((await texts())[1]).toBe(`01 Isian RT 7-16 belum dikirim. ${text}`);
    });

    it('are of nothing that nobody has typed into, and name no household where there is none', async () => {
      await draft(enumerator, 'RT', first, wit('22', '10:00'), {});
      await draft(otherEnumerator, 'BARU', '9415010002000000', wit('22', '10:00'));
      await run(morning, only('reminder'));
      expect(await texts()).toEqual([expect.stringMatching(/^02 Isian BARU belum dikirim\./)]);
    });
  });

  describe('sendOnce', () => {
    const mark = async () => ({ officerId: await idOf(enumerator), day: '2021-11-24' });
    const message = (officerId: number): OwnMessage => ({
      officerId,
      kind: 'digest',
      text: 'Contoh',
      createdAt: evening,
      expiresAt: wit('24', '21:00'),
    });

    it('takes no mark when the message fails', async () => {
      const marks = [await mark()];
      const failing = store().sendOnce('digest', marks, () => {
        throw new Error('no text');
      });
      await expect(failing).rejects.toThrow('no text');
      const sent = await store().sendOnce('digest', marks, (fresh) => fresh.map((m) => message(m.officerId)));
      expect(sent).toHaveLength(1);
      expect(await outbox()).toHaveLength(1);
    });

    it('gives one of many the mark', async () => {
      const marks = [await mark()];
      const sendings = Array.from({ length: 4 }, () =>
        store().sendOnce('digest', marks, (fresh) => fresh.map((m) => message(m.officerId))),
      );
      expect((await Promise.all(sendings)).flat()).toHaveLength(1);
      expect(await outbox()).toHaveLength(1);
    });

    it('keeps marks of different kinds and days apart', async () => {
      const officerId = await idOf(enumerator);
      const send = (kind: ScheduledKind, day: string) =>
        store().sendOnce(kind, [{ officerId, day }], (fresh) => fresh.map((m) => message(m.officerId)));
      await send('digest', '2021-11-24');
      await send('alert', '2021-11-24');
      await send('digest', '2021-11-25');
      expect(await outbox()).toHaveLength(3);
    });
  });

  describe('notices', () => {
    const notice = async (msisdn: string, createdAt: Date) => ({
      officerId: await idOf(msisdn),
      kind: 'notice' as const,
      texts: { id: 'Laporan dikembalikan', en: 'Report returned' },
      createdAt,
      expiresAt: wit('27', '10:00'),
    });

    it('go to the main number, on the channel used last, in the language read', async () => {
      await report(enumerator, wit('22', '10:00'), { channel: 'other' });
      await report(enumerator, wit('23', '10:00'), { channel: 'second' });
      await report(enumerator, wit('24', '10:00'), { channel: 'gone' });
      await report(otherEnumerator, wit('24', '10:00'), { channel: 'second' });
      await change(otherEnumerator, `language = 'en'`);
      const first = { id: 'first', prefixes: ['+62899'] };
      const second = { id: 'second', prefixes: [] };
      await writeNotices(
        knexOf(),
        [
          await notice(enumerator, morning),
          await notice(otherEnumerator, morning),
          await notice(korcam, morning),
        ],
        { ...defaultNoticeWays, channels: [first, second] },
      );
      expect((await outbox()).map(({ recipient, channel, text }) => [recipient, channel, text])).toEqual([
        [enumerator, 'first', 'Laporan dikembalikan'],
        [otherEnumerator, 'second', 'Report returned'],
        [korcam, 'first', 'Laporan dikembalikan'],
      ]);
    });

    it.each([
      ['by day', '20:59', null],
      ['in the evening', '21:00', wit('25', '06:00')],
      ['after midnight', '00:30', wit('24', '06:00')],
    ])('wait for the morning where they would come at night: %s', async (_, time, notBefore) => {
      await writeNotices(knexOf(), [await notice(enumerator, wit('24', time))]);
      expect((await outbox()).map(({ not_before: at }) => at)).toEqual([notBefore]);
    });

    it.each([
      ['sent STOP', 'is_stopped = true', 0],
      ['has ended', `ended_at = '2021-11-24'`, 0],
      ['is quiet: a refusal is for them too', 'is_quiet = true', 1],
    ])('to one who %s', async (_, assignments, count) => {
      await change(enumerator, assignments);
      await writeNotices(knexOf(), [await notice(enumerator, morning)]);
      expect(await outbox()).toHaveLength(count);
    });
  });
}
