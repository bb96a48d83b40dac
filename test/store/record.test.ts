import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchResult, ClaimedMessage, RecordTable } from '../../src/ports.ts';
import { isEmptyStore, loadDemoIfEmpty } from '../../src/store/demo.ts';
import { exportDtks } from '../../src/store/export-dtks.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { execute, query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { readColumns } from '../../src/store/read-columns.ts';
import { readRecord } from '../../src/store/record.ts';
import {
  emptyBatch,
  household,
  noon,
  report,
  resetStore,
  revision,
  row,
  sms,
  udrt,
} from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';
import { instrument } from '../support/instrument.ts';

const rawBytes = makeRawBytes(null);
const reportedCount = 1_234;

/** Serials from 1 on in one village; the seventh is `household`. */
function idbdtOf(at: number): string {
  return `9415010001${String(at + 1).padStart(6, '0')}`;
}

eachStore('records', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
    await resetStore(knex);
    await makeInbox(knex, rawBytes).accept(Array.from({ length: reportedCount }, (_, at) => sms(`m${at}`)));
  });
  afterAll(() => opened.drop());

  describe('before any report', () => {
    it('a household reads as its copy in the prelist', async () => {
      const record = await readRecord(knex, instrument, household);
      expect(record?.revisions).toEqual([]);
      expect(record?.reports).toEqual([]);
      expect(known(record?.udrt)).toEqual({
        IDBDT: household,
        KDPROP: '94',
        KDKAB: '15',
        KDKEC: '010',
        KDDESA: '001',
        Nama_SLS: 'RT Contoh 2',
        Alamat: 'Jalan Contoh 7',
        nourut_rt: '000007',
        Nama_KRT: 'Contoh Tujuh',
        kodewilayah: '9415010001',
        row_status: 'COPY',
        id_periode: '2021',
      });
      expect(record?.udart.map(known)).toEqual([
        { IDBDT: household, no_urut: 1, Nama: 'Contoh Tujuh', JnsKel: 1, Hub_KRT: 1, row_status: 'COPY' },
        { IDBDT: household, no_urut: 2, Nama: 'Anggota Dua', JnsKel: 2, Hub_KRT: 2, row_status: 'COPY' },
        { IDBDT: household, no_urut: 3, Nama: 'Anggota Tiga', JnsKel: 1, Hub_KRT: 3, row_status: 'COPY' },
      ]);
    });

    it('has every column, null where nothing is known', async () => {
      const record = await readRecord(knex, instrument, household);
      expect(record?.udrt).toHaveProperty('lantai', null);
      const columns = await readColumns(knex, 'dtks', 'udrt');
      expect(Object.keys(record?.udrt ?? {})).toEqual(Object.keys(columns));
    });

    it('an unknown household is null', async () => {
      expect(await readRecord(knex, instrument, '9415010001999999')).toBeNull();
    });

    it('nothing is exported', async () => {
      expect(await exported(knex, 'udrt', 'ndjson')).toEqual({ rows: 0, text: '' });
    });
  });

  describe('after reports', () => {
    beforeAll(async () => {
      await makeProcessing(knex, rawBytes, () => noon).processBatch(reportedCount, async (messages) =>
        reportAll(messages),
      );
      await execute(
        knex,
        `INSERT INTO dtks.udart ("IDBDT", no_urut, "Nama", codebook_version, revisi, report_id, updated_at)
         SELECT :household, number, 'Dilaporkan', 'dtks-2021.1', 1, 7, :noon FROM unnest(ARRAY[2, 10]) AS given (number)`,
        { household, noon },
      );
      await execute(
        knex,
        `INSERT INTO dtks.kk ("IDBDT", nuk, nokk, codebook_version, revisi, report_id, updated_at)
         VALUES (:household, 1, '9103010101800001', 'dtks-2021.1', 1, 7, :noon)`,
        { household, noon },
      );
      await execute(
        knex,
        `INSERT INTO dtks.usaha ("IDBDT", no_urut_art, kode_lapangan_usaha, codebook_version, revisi, report_id, updated_at)
         SELECT :household, number, 4, 'dtks-2021.1', 1, 7, :noon FROM unnest(ARRAY[2, 10]) AS given (number)`,
        { household, noon },
      );
    });

    it('a household reads as reported, with revisions and reports', async () => {
      const record = await readRecord(knex, instrument, household);
      expect(record?.udrt).toMatchObject({
        hasil_verivali: 5,
        Alamat: '=1+1',
        lat: -5.5,
        capped: ['jumlah_babi', 'jumlah_sapi'],
      });
      expect(record?.revisions).toMatchObject([
        { number: 1, report_id: '7', after: { udrt: { hasil_verivali: 5 } } },
      ]);
      expect(record?.reports).toMatchObject([{ id: '7', outcome: 'accepted', source: 'sms' }]);
    });

    it('members not reported yet stay copies beside those that were', async () => {
      const record = await readRecord(knex, instrument, household);
      expect(record?.udart.map(({ no_urut, Nama, row_status }) => [no_urut, Nama, row_status])).toEqual([
        [1, 'Contoh Tujuh', 'COPY'],
        [2, 'Dilaporkan', null],
        [3, 'Anggota Tiga', 'COPY'],
        [10, 'Dilaporkan', null],
      ]);
    });

    it.each(['csv', 'ndjson'] as const)('all of them are exported once, in order, as %s', async (format) => {
      const { rows, text } = await exported(knex, 'udrt', format);
      expect(rows).toBe(reportedCount);
      const read =
        format === 'csv'
          ? readCsv(text)
          : text
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line));
      expect(read.map(({ IDBDT }: { IDBDT: string }) => IDBDT)).toEqual(
        Array.from({ length: reportedCount }, (_, at) => idbdtOf(at)),
      );
    });

    it('NDJSON holds values as they are', async () => {
      const { text } = await exported(knex, 'udrt', 'ndjson');
      const seventh = JSON.parse(text.split('\n')[6] ?? '');
      expect(seventh).toEqual((await readRecord(knex, instrument, household))?.udrt);
    });

    it('CSV disarms texts that look like formulas, and nothing else', async () => {
      const [, ...rows] = (await exported(knex, 'udrt', 'csv')).text.split('\n');
      const cells = readCsv((await exported(knex, 'udrt', 'csv')).text)[6];
      expect(rows).toHaveLength(reportedCount + 1);
      expect(cells).toMatchObject({
        IDBDT: household,
        Alamat: "'=1+1",
        Nama_KRT: 'Contoh "Tujuh", a',
        lat: '-5.5',
        capped: 'jumlah_babi|jumlah_sapi',
        lantai: '',
      });
    });

    it('members are exported in the order of household and number', async () => {
      const { rows, text } = await exported(knex, 'udart', 'csv');
      expect(rows).toBe(2);
      expect(readCsv(text).map(({ no_urut }) => no_urut)).toEqual(['2', '10']);
    });

    it('family cards and businesses stand beside them, in the record and the export', async () => {
      const record = await readRecord(knex, instrument, household);
      expect(record?.kk).toMatchObject([{ IDBDT: household, nuk: 1, nokk: '9103010101800001' }]);
      expect(record?.usaha.map(({ no_urut_art }) => no_urut_art)).toEqual([2, 10]);
      const cards = await exported(knex, 'kk', 'csv');
      expect(readCsv(cards.text)).toMatchObject([{ nuk: '1', nokk: '9103010101800001' }]);
      const businesses = await exported(knex, 'usaha', 'csv');
      expect(readCsv(businesses.text).map(({ no_urut_art }) => no_urut_art)).toEqual(['2', '10']);
    });
  });

  describe('the demo', () => {
    it('is loaded into an empty store, by one of several that start at once', async () => {
      await resetStore(knex);
      await knex.raw('TRUNCATE areas, officers, prelist_households CASCADE');
      expect(await isEmptyStore(knex)).toBe(true);
      const loaded = await Promise.all([loadDemoIfEmpty(knex), loadDemoIfEmpty(knex), loadDemoIfEmpty(knex)]);
      expect(loaded.filter(Boolean)).toHaveLength(1);
      expect(await isEmptyStore(knex)).toBe(false);
    });

    it('has the numbers that the README names, each below the next', async () => {
      const rows = await query(
        knex,
        `SELECT officers.msisdn, officers.role, superiors.msisdn AS superior
         FROM officers LEFT JOIN officers AS superiors ON superiors.id = officers.superior_id ORDER BY officers.msisdn`,
      );
      expect(rows).toEqual([
        { msisdn: '+6281200000001', role: 'enumerator', superior: '+6281200000011' },
        { msisdn: '+6281200000002', role: 'enumerator', superior: '+6281200000011' },
        { msisdn: '+6281200000011', role: 'pengawas', superior: '+6281200000021' },
        { msisdn: '+6281200000021', role: 'korcam', superior: '+6281200000031' },
        { msisdn: '+6281200000031', role: 'korkab', superior: null },
      ]);
    });

    it('has 20 households in each village, all with their members', async () => {
      const rows = await query(
        knex,
        `SELECT village_code, min(idbdt), max(idbdt), count(*)::integer AS households,
           count(*) FILTER (WHERE member_count = (SELECT count(*) FROM prelist_members AS members
             WHERE members.idbdt = prelist_households.idbdt))::integer AS complete
         FROM prelist_households GROUP BY village_code ORDER BY village_code`,
      );
      expect(rows).toEqual(
        ['9415010001', '9415010002'].map((village) => ({
          village_code: village,
          min: `${village}000001`,
          max: `${village}000020`,
          households: 20,
          complete: 20,
        })),
      );
    });
  });
});

/** A report of one household each, with text and numbers that an export could spoil. */
function reportAll(messages: readonly ClaimedMessage[]): BatchResult {
  const own = (message: ClaimedMessage) => ({ idbdt: idbdtOf(Number(message.id) - 1) });
  return {
    ...emptyBatch,
    reports: messages.map((message) => report(message, own(message))),
    revisions: messages.map((message) => ({ ...revision(message, 1, 4), ...own(message) })),
    records: udrt(
      ...messages.map((message) =>
        row(message, 1, {
          IDBDT: own(message).idbdt,
          Alamat: '=1+1',
          Nama_KRT: 'Contoh "Tujuh", a',
          lat: -5.5,
          capped: ['jumlah_babi', 'jumlah_sapi'],
        }),
      ),
    ),
    doneIds: messages.map(({ id }) => id),
  };
}

async function exported(knex: Knex, table: RecordTable, format: 'csv' | 'ndjson') {
  let text = '';
  const rows = await exportDtks(knex, table, format, async (piece) => {
    text += piece;
  });
  return { rows, text };
}

function readCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

/** The columns that hold something. */
function known(record: object | undefined): object {
  const holdsNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => !holdsNothing(value)));
}
