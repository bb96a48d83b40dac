import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordRow } from '../../src/domain/report/types.ts';
import { makeDirectory } from '../../src/store/directory.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import {
  emptyBatch,
  enumerator,
  household,
  noon,
  report,
  resetStore,
  revision,
  row,
  sms,
  udrt,
} from './store-fixtures.ts';

function copyOf(number: number, known: RecordRow): RecordRow {
  const unknown = { NIK: null, TglLahir: null, row_status: 'COPY', capped: [] };
  return { IDBDT: household, no_urut: number, ...unknown, ...known };
}

/** What every store keeps of the port `Directory`. */
export function directoryContract(knexOf: () => Knex): void {
  beforeEach(() => resetStore(knexOf()));

  describe('findOfficers', () => {
    it('finds officers by number, with their areas', async () => {
      const found = await makeDirectory(knexOf()).findOfficers([
        enumerator,
        '+6281200000021',
        '+6281299999999',
      ]);
      expect([...found.keys()].sort()).toEqual([enumerator, '+6281200000021']);
      expect(found.get(enumerator)).toMatchObject({
        role: 'enumerator',
        language: 'id',
        isQuiet: false,
        isStopped: false,
        areas: ['9415010001'],
        villages: ['9415010001'],
      });
      expect(found.get('+6281200000021')).toMatchObject({ areas: ['9415010'], villages: [] });
      expect(typeof found.get(enumerator)?.id).toBe('number');
    });

    it('finds nobody for no number', async () => {
      expect(await makeDirectory(knexOf()).findOfficers([])).toEqual(new Map());
    });
  });

  describe('findHouseholds', () => {
    it('gives the prelist facts of a household without reports, and leaves out unknown ones', async () => {
      const found = await makeDirectory(knexOf()).findHouseholds([household, '9415010001999999']);
      expect([...found.values()]).toEqual([
        {
          idbdt: household,
          village: '9415010001',
          headName: 'Contoh Tujuh',
          address: 'Jalan Contoh 7',
          slsName: 'RT Contoh 2',
          noKk: null,
          prelistMembers: 3,
          record: null,
          members: [
            copyOf(1, { Nama: 'Contoh Tujuh', Hub_KRT: 1, JnsKel: 1 }),
            copyOf(2, { Nama: 'Anggota Dua', Hub_KRT: 2, JnsKel: 2 }),
            copyOf(3, { Nama: 'Anggota Tiga', Hub_KRT: 3, JnsKel: 1 }),
          ],
          families: [],
          businesses: [],
          revision: 0,
          lastOfficerId: null,
          lastReceipt: null,
          lastReportedAt: null,
        },
      ]);
    });

    it('gives the whole record and the newest revision of a reported household', async () => {
      const raw = makeRawBytes(null);
      await makeInbox(knexOf(), raw).accept([sms('one'), sms('two')]);
      const processing = makeProcessing(knexOf(), raw, () => noon);
      await processing.processBatch(10, async ([first, second]) => {
        if (!first || !second) throw new Error('two were accepted');
        const ids = [first, second];
        return {
          ...emptyBatch,
          reports: ids.map((message, at) => report(message, { officerId: 4, receipt: `RCPT${'AB'[at]}` })),
          revisions: ids.map((message, at) => revision(message, at + 1, 4)),
          records: udrt(
            row(second, 2, { luas_lantai: 45, tanggal_verivali: '2021-11-24', capped: ['jumlah_sapi'] }),
          ),
          doneIds: ids.map(({ id }) => id),
        };
      });
      const found = (await makeDirectory(knexOf()).findHouseholds([household])).get(household);
      expect(found).toMatchObject({
        revision: 2,
        lastOfficerId: 4,
        lastReceipt: 'RCPTB',
        lastReportedAt: noon.toISOString(),
      });
      expect(found?.record).toMatchObject({
        IDBDT: household,
        luas_lantai: 45,
        tanggal_verivali: '2021-11-24',
        capped: ['jumlah_sapi'],
        revisi: 2,
        lantai: null,
      });
    });
  });
}
