import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../../src/store/record.ts';
import { blocks, type Gateway, household, startGateway, today, ways } from './gateway.ts';
import {
  card,
  childDigits,
  digits,
  expectedBusiness,
  expectedHousehold,
  expectedMembers,
  guided,
  guidedHousehold,
} from './whole-household.ts';

const village = '9415010001';
/** A second enumerator of the first village. */
const colleague = '+6281200000003';
const whole = blocks.join('');

describe.each(ways)('the whole instrument, on %s', (way) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(way);
    const officers = [
      'msisdn,nama,peran,wilayah,atasan,bahasa',
      `${colleague},Contoh Rekan,enumerator,${village},+6281200000011,id`,
    ];
    await gateway.importOfficers(officers.join('\n'));
  });
  afterAll(() => gateway.stop());

  const recordOf = async (serial: number): Promise<HouseholdRecord> => {
    await gateway.untilRead();
    const record = await gateway.record(`${village}${String(serial).padStart(6, '0')}`);
    if (!record) throw new Error(`There is no household ${serial}`);
    return record;
  };
  /** Types a dialogue to its end. @returns its last screen. */
  const typed = async (session: string, tokens: readonly string[], from?: string) => {
    const last = (await gateway.type(session, tokens, from)).at(-1) ?? '';
    await gateway.untilRead();
    return last;
  };
  /** The receipt that an answer or a screen names. */
  const receiptIn = (text: string | null | undefined) => {
    const [, receipt] = /(?:Diterima|Bukti|Balas Y) ([A-Z2-9]{5})/.exec(text ?? '') ?? [];
    if (!receipt) throw new Error(`There is no receipt in: ${text}`);
    return receipt;
  };

  /** The reference that the answer to a proposal gives. */
  const proposalIn = (text: string | null | undefined) => {
    const [, reference] = /BARU ([\d.]+-\d\d) /.exec(text ?? '') ?? [];
    if (!reference) throw new Error(`There is no reference in: ${text}`);
    return reference;
  };

  describe('by SMS', () => {
    it('a household with its members, cards, names and businesses', async () => {
      const texts = [
        `RT 7-16 ${blocks.join(' ')}`,
        // Members of the prelist without NIK, several in one message; then a new one with NIK.
        `ART 7-16 01 ${digits.head} 02 ${digits.spouse} 03 ${digits.son}`,
        `ART 7-16 04${childDigits}`,
        `KK 7-16 1 ${card}`,
        'NAMA 7-16 04 Contoh Empat',
        'NAMA 7-16 00 Contoh Kepala / Jalan Contoh 7 / RT 01',
        'USAHA 7-16 01 04 02 1 2',
      ];
      for (const text of texts) expect(await gateway.text(text)).toMatchObject({ outcome: 'accepted' });
      const { udrt, udart, kk, usaha, revisions } = await recordOf(7);
      expect(udrt).toMatchObject({
        ...expectedHousehold,
        Nama_KRT: 'Contoh Kepala',
        Alamat: 'Jalan Contoh 7 / RT 01',
        sumber_data: 'SMS',
      });
      expect(udart).toMatchObject(
        expectedMembers.map((member) => ({
          ...member,
          ...(member.no_urut === 4 ? { Nama: 'Contoh Empat' } : {}),
        })),
      );
      expect(kk).toMatchObject([{ nuk: 1, nokk: card }]);
      expect(usaha).toMatchObject([expectedBusiness]);
      expect(revisions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('tells with the last member that the household is complete', async () => {
      await gateway.text(`RT 10-07 121${today()}011 ${blocks.slice(1).join(' ')}`);
      const { answer } = await gateway.text(`ART 10-07 01${digits.head}`);
      expect(answer).toContain('SUDAH LENGKAP');
      expect((await recordOf(10)).udrt).toMatchObject({ stereotype: 'VERIVALI-SURVEY', foto_tertunda: 9 });
    });

    it('one answer mended, one with what hangs on it, and what is not asked any more cleared', async () => {
      expect(await gateway.text('F 7-16 3.7a 05')).toMatchObject({ outcome: 'accepted' });
      expect((await recordOf(7)).udrt).toMatchObject({ sumber_airminum: 5, cara_peroleh_airminum: 3 });
      // Thatch has no condition; a metal roof has one, which must come along.
      const cleared = await gateway.text('F 7-16 atap 9');
      expect(cleared.answer).toContain('dikosongkan');
      expect((await recordOf(7)).udrt).toMatchObject({ atap: 9, kondisi_atap: null });
      expect(await gateway.text('F 7-16 atap 3')).toMatchObject({ outcome: 'rejected' });
      expect(await gateway.text('F 7-16 atap 3 kondisi_atap 2')).toMatchObject({ outcome: 'accepted' });
      expect((await recordOf(7)).udrt).toMatchObject({ atap: 3, kondisi_atap: 2 });
      expect(await gateway.text('F 7-16 ART2 8 2')).toMatchObject({ outcome: 'accepted' });
      expect(await gateway.text('F 7-16 ART2 umur 39')).toMatchObject({ outcome: 'accepted' });
      expect((await recordOf(7)).udart[1]).toMatchObject({ no_urut: 2, Umur: 39, Sta_kawin: 2 });
    });

    it('a withdrawal leaves the record as it was before', async () => {
      const before = await recordOf(7);
      const { answer } = await gateway.text('F 7-16 dinding 5');
      expect((await recordOf(7)).udrt).toMatchObject({ dinding: 5, kondisi_dinding: null });
      expect(await gateway.text(`BATAL ${receiptIn(answer)}`)).toMatchObject({ outcome: 'accepted' });
      const after = await recordOf(7);
      expect(contentOf(after)).toEqual(contentOf(before));
      expect(after.revisions).toHaveLength(before.revisions.length + 2);
      expect(await gateway.text(`BATAL ${receiptIn(answer)}`)).toMatchObject({ outcome: 'rejected' });
    });

    it('a household that the prelist lacks, and its report', async () => {
      const { answer } = await gateway.text('BARU Contoh Baru / Jalan Contoh 99');
      // As the answer writes it: operators drop long runs of digits.
      const reference = proposalIn(answer);
      expect(reference).toBe('900.001-29');
      const visit = `421${today()}011`;
      expect(await gateway.text(`RT ${reference} ${[visit, ...blocks.slice(1)].join(' ')}`)).toMatchObject({
        outcome: 'accepted',
      });
      const { udrt } = await recordOf(900_001);
      expect(udrt).toMatchObject({
        IDBDT: '9415010001900001',
        Nama_KRT: 'Contoh Baru',
        Alamat: 'Jalan Contoh 99',
        status_rumahtangga: 4,
        row_status: 'NEW',
        status: '10',
        stereotype: 'VERIVALI-SURVEY',
      });
    });

    it('a message that its sender split by hand, the second part first', async () => {
      const [visit, housing, ...others] = blocks;
      expect((await gateway.text(`2/2 ${others.join(' ')}`)).answer).toBeNull();
      expect(await gateway.text(`1/2 RT 8-13 ${visit} ${housing}`)).toMatchObject({ outcome: 'accepted' });
      expect((await recordOf(8)).udrt).toMatchObject(expectedHousehold);
    });

    it('the report of a second officer waits for their Y, and T drops it', async () => {
      await gateway.text(`V 9-10 1011${today()}`);
      const first = await gateway.text(`V 9-10 1025${today()}`, colleague);
      expect(first).toMatchObject({ outcome: 'ask' });
      expect(await gateway.text('T', colleague)).toMatchObject({ outcome: 'accepted' });
      expect((await recordOf(9)).udrt).toMatchObject({ hasil_verivali: 1, revisi: 1 });
      const second = await gateway.text(`V 9-10 1025${today()}`, colleague);
      expect(await gateway.text(`Y ${receiptIn(second.answer)}`, colleague)).toMatchObject({
        outcome: 'accepted',
      });
      const { udrt, reports } = await recordOf(9);
      expect(udrt).toMatchObject({
        apakah_mampu: 2,
        hasil_verivali: 5,
        status: '11',
        stereotype: 'VERIVALI-SUBMITTED',
        foto_tertunda: 0,
        revisi: 2,
      });
      expect(reports.filter(({ form }) => form === 'V').map(({ outcome }) => outcome)).toEqual([
        'accepted',
        'rejected',
        'accepted',
      ]);
    });

    it('practice is answered and leaves no record', async () => {
      const { answer } = await gateway.text(`LATIH RT 11-04 ${whole}`);
      expect(answer).toContain('LATIHAN, tidak dicatat');
      const { udrt, revisions } = await recordOf(11);
      expect(udrt).toMatchObject({ row_status: 'COPY', hasil_verivali: null });
      expect(revisions).toEqual([]);
    });

    it('STOP and MULAI, EN and ID', async () => {
      expect((await gateway.text('STOP')).answer).toContain('MULAI');
      expect((await gateway.text('CEK 7-16')).answer).toContain('7-16');
      expect((await gateway.text('MULAI')).answer).toContain('STOP');
      expect((await gateway.text('EN')).answer).toContain('English');
      expect((await gateway.text(`V 11-04 1091${today()}`)).answer).toContain('refused');
      expect((await gateway.text('ID')).answer).toContain('Indonesia');
    });
  });

  describe('by USSD', () => {
    it('1 a visit result, with the other household where it is a part of one', async () => {
      expect(await typed('visit', ['1', '1298', `1014${today()}`, '1395', '1'])).toMatch(
        /^END Laporan 12-98 diterima/,
      );
      expect((await recordOf(12)).udrt).toMatchObject({
        hasil_verivali: 4,
        data_idbdt_double_dengan: '9415010001000013',
        stereotype: 'VERIVALI-SUBMITTED',
      });
    });

    it('4 a household item by item, 3 its members, 8 its card, 9 a business', async () => {
      expect(await typed('guided', ['4', '1783', ...guidedHousehold, '1'])).toMatch(
        /^END Laporan 17-83 diterima/,
      );
      // The known ones are there by number and masked name, and confirmed with one digit.
      const screens = await gateway.type('members', [
        ...['3', '1783', '1', '1', ...guided.head, '1'],
        ...['1', '2', '1', ...guided.spouse, '1'],
        ...['1', '3', digits.son, '1'],
        ...['1', '4', childDigits, '1', '2'],
      ]);
      expect(screens[2]).toContain('01 C*** T*** B*** belum');
      expect(screens[3]).toContain('Benar, NIK tetap: 1');
      expect(screens.at(-1)).toMatch(/^END Selesai/);
      expect(await typed('card', ['8', '1783', '1', card, '1', '2'])).toMatch(/^END Selesai/);
      expect(await typed('business', ['9', '1783', '01', '04', '02', '1', '2', '1', '2'])).toMatch(
        /^END Selesai/,
      );
      const { udrt, udart, kk, usaha, reports } = await recordOf(17);
      expect(udrt).toMatchObject({ ...expectedHousehold, sumber_data: 'USSD' });
      expect(udart).toMatchObject(expectedMembers);
      expect(kk).toMatchObject([{ nuk: 1, nokk: card }]);
      expect(usaha).toMatchObject([expectedBusiness]);
      expect(reports.map(({ outcome }) => outcome)).toEqual(Array(7).fill('accepted'));
    });

    it('5 one answer mended, 11 withdrawn again', async () => {
      const before = await recordOf(17);
      // III.11a: no toilet, and so no bowl.
      expect(await typed('mend', ['5', '1783', '3', '18', '4', '1'])).toMatch(/^END Laporan 17-83 diterima/);
      expect((await recordOf(17)).udrt).toMatchObject({ fasbab: 4, kloset: null });
      const list = (await gateway.type('withdraw', ['11']))[1];
      expect(list).toMatch(/\n1 [A-Z2-9]{5} F 17-83 /);
      expect(await typed('withdraw', ['11', '1', '1'])).toMatch(/^END Pembatalan laporan 17-83 diterima/);
      expect(contentOf(await recordOf(17))).toEqual(contentOf(before));
    });

    it('10 a new household, whose reference comes by SMS', async () => {
      expect(await typed('new', ['10', 'Contoh Lagi', 'Jalan Contoh 98', '1'])).toMatch(
        /^END Usulan diterima/,
      );
      const reference = proposalIn(await gateway.lastSmsTo('+6281200000001')).replaceAll(/\D/g, '');
      expect(await typed('new-rt', ['2', reference, `421${today()}011`, ...blocks.slice(1), '1'])).toMatch(
        /^END Laporan 900002-26 diterima/,
      );
      expect((await recordOf(900_002)).udrt).toMatchObject({ Nama_KRT: 'Contoh Lagi', row_status: 'NEW' });
    });

    it('6 help, 7 more, 12 a household, 13 progress, 14 practice, 15 language', async () => {
      expect((await gateway.type('help', ['6']))[1]).toContain('Siapkan kartu');
      expect((await gateway.type('more', ['7']))[1]).toContain('13 Kemajuan');
      expect((await gateway.type('check', ['12', '1783']))[2]).toContain('17-83');
      expect((await gateway.type('progress', ['13']))[1]).toMatch(/dari 2\d dilaporkan/);
      expect(await typed('practice', ['14', '1880', `1011${today()}`, '1'])).toMatch(/^END Latihan 18-80/);
      expect((await recordOf(18)).udrt).toMatchObject({ row_status: 'COPY' });
      expect((await gateway.type('english', ['15', '2'])).at(-1)).toContain('Visit result');
      expect((await gateway.type('indonesian', ['15', '1'])).at(-1)).toContain('Hasil kunjungan');
    });

    it('goes on where a session was cut, in the middle of a member', async () => {
      await typed('rt-19', ['2', '1977', `121${today()}011`, ...blocks.slice(1), '1']);
      await gateway.type('cut', ['3', '1977', '1', '1', ...guided.head.slice(0, 9)]);
      const screens = await gateway.type('redial', ['1', ...guided.head.slice(9), '1', '2']);
      expect(screens[0]).toContain('1 Lanjutkan');
      expect(screens[1]).toContain('IV.13');
      expect(screens.at(-1)).toMatch(/^END Selesai/);
      const { udart } = await recordOf(19);
      expect(udart[0]).toMatchObject({ ...expectedMembers[0], Nama: 'Contoh Sembilan Belas' });
    });

    it('offers a form no more that was finished by SMS', async () => {
      await gateway.type('unfinished', ['2', '2074', household.visit, household.housing]);
      expect((await gateway.type('offered', []))[0]).toContain('20-74');
      expect(await gateway.text(`RT 20-74 ${whole}`)).toMatchObject({ outcome: 'accepted' });
      expect((await gateway.type('done', []))[0]).toContain('1 Hasil kunjungan');
      expect((await recordOf(20)).udrt).toMatchObject({ ...expectedHousehold, sumber_data: 'SMS' });
    });
  });
});

/** What a household says, apart from which report wrote it when. */
function contentOf({ udrt, udart, kk, usaha }: HouseholdRecord) {
  const bookkeeping = new Set(['revisi', 'report_id', 'updated_at', 'uploaded_by', 'sumber_data']);
  return [[udrt], udart, kk, usaha].map((rows) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !bookkeeping.has(column)))),
  );
}
