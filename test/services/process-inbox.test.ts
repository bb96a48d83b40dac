import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, InboundMessage } from '../../src/ports.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import type { HouseholdRecord } from '../../src/store/record.ts';
import { makeUssdStore } from '../../src/store/ussd-store.ts';
import { enumerator, household, noonPlus, otherEnumerator, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';
import { members, wholeDigits } from '../support/sms.ts';
import { openInboxBench } from './inbox-bench.ts';

const whole = `RT 7-16 ${wholeDigits}`;
const visit = 'V 7-16 10112411';
const man = `01${members.man.digits}`;
const woman = `02${members.woman.digits}`;
const card = '9103010101800001';
const proposal = '9415010001900001';

eachStore('processing the inbox', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  let bench: ReturnType<typeof openInboxBench>;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    await resetStore(knex);
    bench = openInboxBench(knex);
  });

  const outcomes = async (...texts: readonly (string | Partial<InboundMessage>)[]) =>
    (await bench.send(...texts)).map(({ outcome }) => outcome);

  describe('members, families and businesses', () => {
    it('come into their tables, each report a revision of what it changed', async () => {
      expect(await outcomes(whole, `ART 7-16 ${man} ${woman}`, `KK 7-16 1${card}`)).toEqual([
        'accepted',
        'accepted',
        'accepted',
      ]);
      expect(await outcomes('USAHA 7-16 01040212')).toEqual(['accepted']);
      const record = await bench.record(household);
      expect(record?.udart).toMatchObject([
        { no_urut: 1, Nama: 'Contoh Tujuh', Umur: 40, row_status: 'ACTIVE', revisi: 2, report_id: 2 },
        { no_urut: 2, Nama: 'Anggota Dua', Umur: 35, row_status: 'ACTIVE', revisi: 2 },
        { no_urut: 3, Nama: 'Anggota Tiga', Umur: null, row_status: 'COPY', revisi: null },
      ]);
      expect(record?.kk).toMatchObject([{ IDBDT: household, nuk: 1, nokk: card, revisi: 3 }]);
      expect(record?.usaha).toMatchObject([
        { no_urut_art: 1, kode_lapangan_usaha: 4, jumlah_pekerja: 2, lokasi_usaha: 1, omset_usaha: 2 },
      ]);
      expect(record?.udrt).toMatchObject({ Jumlah_ART: 4, revisi: 1 });
      expect(record?.revisions.map(({ before, after }) => [Object.keys(before), Object.keys(after)])).toEqual(
        [
          [['udrt'], ['udrt']],
          [['udart'], ['udart']],
          [['kk'], ['kk']],
          [['usaha'], ['usaha']],
        ],
      );
      expect(record?.revisions[1]?.before.udart).toEqual({ 1: null, 2: null });
      expect(record?.reports[1]).toMatchObject({
        form: 'ART',
        details: { members: [{ number: 1 }, { number: 2 }] },
      });
      expect(record?.reports[0]).toMatchObject({ form: 'RT', details: null });
    });

    it('a member reported before the household makes its row from the prelist', async () => {
      expect(await outcomes(`ART 7-16 ${man}`)).toEqual(['accepted']);
      const record = await bench.record(household);
      expect(record?.udrt).toMatchObject({
        Nama_KRT: 'Contoh Tujuh',
        status: null,
        row_status: 'COPY',
        revisi: 1,
      });
      expect(record?.revisions[0]?.before).toEqual({ udrt: null, udart: { 1: null } });
    });

    it('what a hold rule forbids is kept as a report and changes no record', async () => {
      await outcomes(whole, `ART 7-16 ${man}`);
      const before = await bench.record(household);
      const [held] = await bench.send(`ART 7-16 03${members.man.digits}`);
      expect(held).toMatchObject({ outcome: 'held', form: 'ART' });
      expect(held?.answer).toContain(bench.receiptOf(3));
      const after = await bench.record(household);
      expect(contentOf(after)).toEqual(contentOf(before));
      expect(after?.reports[2]?.details).toMatchObject({ members: [{ number: 3 }] });
    });
  });

  describe('the draft of a form', () => {
    const ussd = () => makeUssdStore(knex, makeRawBytes(null));
    const state = (digits: Record<string, string>, more = {}) => ({
      head: 'C***',
      digits,
      partner: null,
      ...more,
    });
    const saved = (form: Draft['form'], given: object, seconds = 0) =>
      ussd().write([
        { draft: { officerId: 4, form, idbdt: household, state: given, updatedAt: noonPlus(seconds) } },
      ]);
    const openForms = async () =>
      (await query<{ form: string }>(knex, 'SELECT form FROM drafts ORDER BY form')).map(({ form }) => form);
    const rt = state({ visit: '1212411041' }, { way: 'guided' });

    it.each([
      ['the household is reported', 'RT', rt, [whole], []],
      ['the household is refused', 'RT', rt, [`${whole}9`], ['RT']],
      ['the household is only practised', 'RT', rt, [`LATIH ${whole}`], ['RT']],
      ['another household is reported', 'RT', rt, [`RT 8-13 ${wholeDigits}`], ['RT']],
      ['a visit is reported', 'RT', rt, [visit], ['RT']],
      ['its member is reported', 'ART', state({}, { unit: '01' }), [`ART 7-16 ${man}`], []],
      ['another member is reported', 'ART', state({}, { unit: '02' }), [`ART 7-16 ${man}`], ['ART']],
      ['it is asked back', 'V', state({ visit: '1' }), [`V ${household} 10112411`], ['V']],
      ['Y confirms it', 'V', state({ visit: '1' }), [`V ${household} 10112411`, 'Y'], []],
    ] as const)('when %s', async (_, form, given, texts, left) => {
      await saved(form, given);
      await bench.send(...texts);
      expect(await openForms()).toEqual(left);
    });

    it('stays where it is newer than the message', async () => {
      await saved('RT', rt, 3600);
      expect(await outcomes(whole)).toEqual(['accepted']);
      expect(await openForms()).toEqual(['RT']);
    });

    it('of a withdrawal goes with the report that it would withdraw, no other', async () => {
      await outcomes(visit, `KK 7-16 1${card}`);
      await saved('BATAL', state({ receipt: bench.receiptOf(1) }));
      await outcomes(`BATAL ${bench.receiptOf(2)}`);
      expect(await openForms()).toEqual(['BATAL']);
      await outcomes(`BATAL ${bench.receiptOf(1)}`);
      expect(await openForms()).toEqual([]);
    });

    it('that no version can read stays and is in no one’s way', async () => {
      await saved('RT', { older: true });
      expect(await outcomes(whole)).toEqual(['accepted']);
      expect(await openForms()).toEqual(['RT']);
    });
  });

  describe('a withdrawal', () => {
    it('restores what was there before, as a revision of its own', async () => {
      await outcomes(visit, `KK 7-16 1${card}`);
      const before = await bench.record(household);
      await outcomes(whole, `ART 7-16 ${man}`);
      expect(await outcomes(`BATAL ${bench.receiptOf(4)}`, `BATAL ${bench.receiptOf(3)}`)).toEqual([
        'accepted',
        'accepted',
      ]);
      const after = await bench.record(household);
      expect(contentOf(after)).toEqual(contentOf(before));
      expect(after?.revisions.map(({ number, report_id }) => [number, report_id])).toEqual(
        [1, 2, 3, 4, 5, 6].map((number) => [number, String(number)]),
      );
      expect(after?.reports.map(({ withdrawn_by }) => withdrawn_by)).toEqual([
        null,
        null,
        '6',
        '5',
        null,
        null,
      ]);
    });

    it('of the only report leaves the household as the prelist has it', async () => {
      const untouched = await bench.record(household);
      await outcomes(whole);
      await outcomes(`BATAL ${bench.receiptOf(1)}`);
      const record = await bench.record(household);
      expect(contentOf(record)).toEqual(contentOf(untouched));
      expect(await query(knex, 'SELECT FROM dtks.udrt')).toEqual([]);
      expect(record?.revisions[1]).toMatchObject({ number: 2, after: { udrt: null } });
    });

    it('of a report in the same batch finds it by the receipt that it got', async () => {
      expect(await outcomes(visit, `BATAL ${bench.receiptOf(1)}`, visit)).toEqual([
        'accepted',
        'accepted',
        'accepted',
      ]);
      const record = await bench.record(household);
      expect(record?.udrt).toMatchObject({ hasil_verivali: 1, revisi: 3 });
      expect(record?.reports[0]).toMatchObject({ outcome: 'accepted', withdrawn_by: '2' });
    });

    it('withdraws a report once', async () => {
      await outcomes(visit, `BATAL ${bench.receiptOf(1)}`);
      expect(await bench.send(`BATAL ${bench.receiptOf(1)}`)).toMatchObject([
        { reason: 'already-withdrawn' },
      ]);
    });

    it('closes a question, so that a Y finds none', async () => {
      await outcomes('V 9415010001000007 10112411');
      expect(await outcomes(`BATAL ${bench.receiptOf(1)}`)).toEqual(['accepted']);
      expect(await bench.send('Y')).toMatchObject([{ outcome: 'rejected', reason: 'no-question' }]);
      expect(await query(knex, 'SELECT outcome, withdrawn_by FROM reports WHERE id = 1')).toEqual([
        { outcome: 'rejected', withdrawn_by: '2' },
      ]);
      expect((await bench.record(household))?.revisions).toEqual([]);
    });

    it('of a held report only marks it', async () => {
      await outcomes(whole, `ART 7-16 ${man}`, `ART 7-16 03${members.man.digits}`);
      const before = await bench.record(household);
      expect(await outcomes(`BATAL ${bench.receiptOf(3)}`)).toEqual(['accepted']);
      const after = await bench.record(household);
      expect(contentOf(after)).toEqual(contentOf(before));
      expect(after?.reports[2]).toMatchObject({ outcome: 'held', withdrawn_by: '4' });
    });

    it('is no one else’s', async () => {
      await outcomes(visit);
      const other = { sender: otherEnumerator, raw: Buffer.from(`BATAL ${bench.receiptOf(1)}`) };
      expect(await bench.send(other)).toMatchObject([{ reason: 'no-such-report' }]);
    });

    it('keeps the order in which reports went to the records: one asked back comes where its Y came', async () => {
      await outcomes('V 9415010001000007 40112411', whole);
      await outcomes('Y', 'F 7-16 Jumlah_ART 3');
      const settled = await bench.record(household);
      expect(settled?.udrt).toMatchObject({ status_rumahtangga: 4, luas_lantai: 45, Jumlah_ART: 3 });
      expect(settled?.reports[0]).toMatchObject({ outcome: 'accepted', settled_by: '3' });
      await outcomes(`BATAL ${bench.receiptOf(4)}`);
      const record = await bench.record(household);
      expect(record?.udrt).toMatchObject({ status_rumahtangga: 4, luas_lantai: 45, Jumlah_ART: 4 });
    });

    it('counts no more', async () => {
      await outcomes(visit, `BATAL ${bench.receiptOf(1)}`, 'V 8-13 10112411');
      const counts = await query(
        knex,
        `SELECT count(*)::integer AS reports FROM reports WHERE answers IS NOT NULL AND withdrawn_at IS NULL`,
      );
      expect(counts).toEqual([{ reports: 1 }]);
      const [own] = await bench.send('CEK');
      expect(own?.answer).toMatch(/\b1\b/);
      expect(own?.answer).not.toMatch(/\b2\b/);
    });
  });

  describe('a proposal', () => {
    it('joins the prelist and is reported on in the same batch', async () => {
      const readings = await bench.send('BARU Contoh Baru / Dusun Contoh 2', `V ${proposal} 24 10112411`);
      expect(readings[0]).toMatchObject({ outcome: 'accepted', idbdt: proposal });
      expect(readings[0]?.answer).toMatch(/900.?001/);
      const record = await bench.record(proposal);
      expect(record?.udrt).toMatchObject({ Nama_KRT: 'Contoh Baru', Alamat: 'Dusun Contoh 2' });
      expect(
        await query(knex, 'SELECT head_name FROM prelist_households WHERE idbdt = :proposal', { proposal }),
      ).toEqual([{ head_name: 'Contoh Baru' }]);
    });

    it('gets the next serial, in one batch and in the next', async () => {
      const first = await bench.send('BARU Contoh A / Satu', 'BARU Contoh B / Dua');
      const [third] = await bench.send('BARU Contoh C / Tiga');
      expect([...first, third].map((reading) => reading?.idbdt?.slice(10))).toEqual([
        '900001',
        '900002',
        '900003',
      ]);
    });

    it('sent again is asked back; Y makes a second one', async () => {
      await outcomes('BARU Contoh A / Satu');
      expect(await outcomes('BARU contoh a / satu')).toEqual(['ask']);
      expect(await outcomes('Y')).toEqual(['accepted']);
      expect(
        await query(
          knex,
          `SELECT idbdt FROM prelist_households WHERE idbdt > '94150100019' AND idbdt < '9415010002' ORDER BY idbdt`,
        ),
      ).toEqual([{ idbdt: proposal }, { idbdt: '9415010001900002' }]);
    });

    it.each([
      ['in the same batch', true],
      ['later', false],
    ])('withdrawn %s leaves the prelist, and its serial is given to nobody else', async (_, isOneBatch) => {
      const texts = ['BARU Contoh A / Satu', `BATAL ${bench.receiptOf(1)}`];
      if (isOneBatch) await outcomes(...texts);
      else for (const text of texts) await outcomes(text);
      expect(await bench.record(proposal)).toBeNull();
      expect(await bench.send('BARU Contoh A / Satu')).toMatchObject([
        { outcome: 'accepted', idbdt: '9415010001900002' },
      ]);
    });
  });

  describe('a message split by hand', () => {
    const halves = [`1/2 RT 7-16 ${wholeDigits.slice(0, 40)}`, `2/2 ${wholeDigits.slice(40)}`] as const;

    it.each([
      ['in order', [halves[0], halves[1]], false],
      ['in any order', [halves[1], halves[0]], false],
      ['in one batch', [halves[0], halves[1]], true],
    ])('is read as one: %s', async (_, texts, isOneBatch) => {
      const readings = isOneBatch
        ? await bench.send(...texts)
        : [...(await bench.send(texts[0] ?? '')), ...(await bench.send(texts[1] ?? ''))];
      expect(readings).toMatchObject([
        { outcome: 'held', reason: 'part-of-message', form: null, answer: null },
        { outcome: 'accepted', form: 'RT', idbdt: household },
      ]);
      expect(await query(knex, 'SELECT FROM sms_parts')).toEqual([]);
    });

    it('waits for its fellows no longer than six hours', async () => {
      await bench.send(halves[0]);
      const late = new Date('2021-11-24T09:01:01.000Z');
      expect(await bench.send({ raw: Buffer.from(halves[1]), receivedAt: late })).toMatchObject([
        { outcome: 'held', reason: 'part-of-message' },
      ]);
      expect(await query(knex, 'SELECT part FROM sms_parts')).toEqual([{ part: 2 }]);
    });

    it('is not mixed with that of another sender, and a stranger’s is only refused', async () => {
      await bench.send(halves[0]);
      const other = { sender: otherEnumerator, raw: Buffer.from(halves[1]) };
      const stranger = { sender: '+6281100000009', raw: Buffer.from(halves[1]) };
      expect(await bench.send(other, stranger)).toMatchObject([
        { reason: 'part-of-message' },
        { reason: 'unknown-sender' },
      ]);
    });
  });

  describe('by USSD as text', () => {
    const submission = (text: string) => ({
      kind: 'ussd' as const,
      raw: Buffer.from(JSON.stringify({ text, receipt: 'ABCDE', language: 'id', tokens: ['3'] })),
    });

    it('is read as the SMS that says the same, and acknowledged on the screen alone', async () => {
      expect(await bench.send(whole, submission(`ART ${household} 16 ${man}`))).toMatchObject([
        { outcome: 'accepted' },
        { outcome: 'accepted', form: 'ART', answer: null },
      ]);
      const record = await bench.record(household);
      expect(record?.udart[0]).toMatchObject({ Umur: 40 });
      expect(record?.revisions[1]).toMatchObject({ source: 'ussd' });
    });

    it.each([
      ['before it', new Date('2021-11-24T14:30:00.000Z'), 'ask'],
      ['of it', new Date('2021-11-24T15:10:00.000Z'), 'accepted'],
    ])('a date is read as of the day when the dialogue began: the evening %s', async (_, sentAt, outcome) => {
      const receivedAt = new Date('2021-11-24T15:30:00.000Z');
      await bench.send(visit);
      const mended = submission('F 7-16 tanggal_verivali 2511');
      const [reading] = await bench.send({ ...mended, sentAt, receivedAt });
      expect(reading?.outcome).toBe(outcome);
    });

    it('a new household is answered by SMS: its reference is known to nobody before', async () => {
      const [reading] = await bench.send(submission('BARU Contoh Baru / Dusun Contoh'));
      expect(reading?.answer).toMatch(/900.?001/);
    });

    it('what is held or refused is answered by SMS', async () => {
      const readings = await bench.send(
        whole,
        `ART 7-16 ${man}`,
        submission(`ART ${household} 16 03${members.man.digits}`),
      );
      expect(readings[2]).toMatchObject({ outcome: 'held', answer: expect.stringContaining('7-16') });
    });
  });

  it('leaves the same, whether messages are read in one batch or one by one', async () => {
    const texts = [
      whole,
      `ART 7-16 ${man}`,
      'F 7-16 ART1 Umur 41',
      `BATAL ${bench.receiptOf(3)}`,
      `ART 7-16 ${woman}`,
      `KK 7-16 1${card}`,
      'BARU Contoh Baru / Dusun',
      'V 9415010001000007 10112411',
      'Y',
      `BATAL ${bench.receiptOf(1)}`,
      'LATIH BATAL ABCDE',
      { raw: Buffer.from('CEK 7-16'), sender: enumerator },
    ];
    const inOne = await bench.send(...texts);
    const together = await standing();
    await resetStore(knex);
    bench = openInboxBench(knex);
    const oneByOne = [];
    for (const text of texts) oneByOne.push(...(await bench.send(text)));
    const answers = (readings: readonly { answer: string | null }[]) => readings.map(({ answer }) => answer);
    expect(answers(inOne)).toEqual(answers(oneByOne));
    expect(together).toEqual(await standing());
  });

  async function standing() {
    return [contentOf(await bench.record(household)), contentOf(await bench.record(proposal))];
  }
});

/** What the records say, without who made them so and when. */
function contentOf(record: HouseholdRecord | null) {
  const strip = ({
    revisi,
    report_id,
    updated_at,
    uploaded_by,
    sumber_data,
    codebook_version,
    ...rest
  }: HouseholdRecord['udrt']) => ({
    ...rest,
    capped: rest.capped ?? [],
  });
  return (
    record && [strip(record.udrt), record.udart.map(strip), record.kk.map(strip), record.usaha.map(strip)]
  );
}
