import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocks, type Gateway, startGateway, today, ways } from './gateway.ts';

/** The household of `blocks`, written down by hand from the paper form. */
const expected = {
  status_rumahtangga: 1,
  alasan_tidak_ditemukan: null,
  apakah_mampu: 2,
  hasil_verivali: 1,
  data_idbdt_double_dengan: null,
  Jumlah_ART: 4,
  Jumlah_Keluarga: 1,
  sta_bangunan: 1,
  sta_lahan: 1,
  luas_lantai: 45,
  lantai: 6,
  dinding: 3,
  kondisi_dinding: 1,
  atap: 6,
  kondisi_atap: 1,
  jumlah_kamar: 2,
  sumber_airminum: 6,
  cara_peroleh_airminum: 3,
  sumber_penerangan: 1,
  daya: 1,
  bb_masak: 4,
  fasbab: 1,
  kloset: 1,
  buang_tinja: 1,
  ada_tabung_gas: 1,
  ada_lemari_es: 3,
  ada_ac: 2,
  ada_pemanas: 4,
  ada_telepon: 2,
  ada_tv: 3,
  ada_emas: 2,
  ada_laptop: 3,
  ada_sepeda: 2,
  ada_motor: 3,
  ada_mobil: 2,
  ada_perahu: 3,
  ada_motor_tempel: 2,
  ada_perahu_motor: 3,
  ada_kapal: 2,
  aset_tak_bergerak: 2,
  luas_atb: null,
  rumah_lain: 4,
  jumlah_sapi: 0,
  jumlah_kerbau: 0,
  jumlah_kuda: 99,
  jumlah_babi: 0,
  jumlah_kambing: 0,
  sta_art_usaha: 2,
  sta_kks: 2,
  sta_kip: 3,
  sta_kis: 1,
  sta_bpjs_mandiri: 3,
  sta_jamsostek: 2,
  sta_asuransi: 4,
  sta_pkh: 2,
  sta_rastra: 4,
  sta_kur: 1,
  capped: ['jumlah_kuda'],
  row_status: 'ACTIVE',
  status_kesejahteraan: 1,
  status: '10',
  stereotype: 'VERIVALI-SURVEY',
  foto_tertunda: 9,
  codebook_version: 'dtks-2021.1',
  revisi: 1,
};

describe.each(ways)('a report from phone to record, on %s', (way) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(way);
  });
  afterAll(() => gateway.stop());

  const untilRecorded = async (idbdt: string) => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const record = await gateway.record(idbdt);
      if (record?.udrt.revisi) return record;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`Nothing was recorded of ${idbdt}`);
  };
  const [, month, day] = ['', today().slice(2), today().slice(0, 2)];

  it('reads as its prelist copy before anybody reported', async () => {
    const record = await gateway.record('9415010001000001');
    expect(record?.udrt).toMatchObject({ row_status: 'COPY', nourut_rt: '000001', hasil_verivali: null });
    expect(record?.reports).toEqual([]);
  });

  it('by SMS: every column is right, and the answer is one segment with the receipt', async () => {
    const text = `RT 7-16 ${blocks.join(' ')}`;
    expect(await gateway.sms('rt-7', text)).toMatchObject({ status: 200 });
    const reading = await gateway.readingOf('rt-7');
    expect(reading).toMatchObject({ outcome: 'accepted', reason: null });
    expect(reading.answer).toMatch(
      /^Diterima [A-Z2-9]{5}\. RT 7-16 C\*\*\* T\*\*\*: 4 ART, 1 KK, \d\d\/\d\d\.$/,
    );
    expect(reading.raw.toString()).toBe(text);
    const { udrt, revisions, reports } = await untilRecorded('9415010001000007');
    expect(udrt).toMatchObject({ ...expected, sumber_data: 'SMS' });
    expect(udrt.tanggal_verivali).toMatch(new RegExp(`^\\d{4}-${month}-${day}$`));
    expect(revisions).toHaveLength(1);
    expect(reports).toHaveLength(1);
  });

  it('by USSD, step by step: the same columns', async () => {
    const tokens = ['2', '813', ...blocks, '1'];
    for (let count = 0; count < tokens.length; count += 1) {
      expect((await gateway.dial('steps', tokens.slice(0, count))).body).toMatch(/^CON /);
    }
    expect((await gateway.dial('steps', tokens)).body).toMatch(
      /^END Laporan 8-13 diterima\. Bukti [A-Z2-9]{5}\.$/,
    );
    expect((await untilRecorded('9415010001000008')).udrt).toMatchObject({
      ...expected,
      sumber_data: 'USSD',
    });
  });

  it('dialled through in one string: the same columns, and a repeated request gets the same bytes', async () => {
    const tokens = ['2', '910', ...blocks, '1'];
    const first = await gateway.dial('deep', tokens);
    expect(first.body).toMatch(/^END Laporan 9-10 diterima/);
    const again = await Promise.all([1, 2, 3, 4, 5].map(() => gateway.dial('deep', tokens)));
    expect(again).toEqual([first, first, first, first, first]);
    const { udrt, reports } = await untilRecorded('9415010001000009');
    expect(udrt).toMatchObject(expected);
    expect(reports).toHaveLength(1);
  });

  it('offers a dropped dialogue on redial and goes on where it was cut', async () => {
    await gateway.dial('cut', ['2', '1007', ...blocks.slice(0, 2)]);
    expect((await gateway.dial('redial', [])).body).toContain('1 Lanjutkan');
    const rest = ['1', ...blocks.slice(2), '1'];
    expect((await gateway.dial('redial', rest.slice(0, 1))).body).toContain('33 angka');
    expect((await gateway.dial('redial', rest)).body).toMatch(/^END Laporan 10-07 diterima/);
    expect((await untilRecorded('9415010001000010')).udrt).toMatchObject(expected);
  });

  it('asks back what is doubtful and records it only after Y', async () => {
    await gateway.sms('ask', `V 9415010001000011 1011${today()}`);
    const asked = await gateway.readingOf('ask');
    expect(asked).toMatchObject({ outcome: 'ask' });
    expect(asked.answer).toContain('C*** S***');
    expect((await gateway.record('9415010001000011'))?.udrt.revisi).toBeNull();
    await gateway.sms('yes', 'Y');
    expect(await gateway.readingOf('yes')).toMatchObject({ outcome: 'accepted' });
    expect((await untilRecorded('9415010001000011')).udrt).toMatchObject({ hasil_verivali: 1 });
  });

  it('takes one message once, whatever the provider repeats', async () => {
    const text = `V 12-98 1015${today()}`;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => gateway.sms('same-id', text)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await gateway.readingOf('same-id');
    const record = await gateway.record('9415010001000012');
    expect(record?.reports).toHaveLength(1);
    expect(record?.revisions).toHaveLength(1);
  });
});
