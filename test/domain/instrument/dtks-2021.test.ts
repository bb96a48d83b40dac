import { describe, expect, it } from 'vitest';
import { formOf, instrument } from '../../support/instrument.ts';

/** Typed as `column width`, by hand from the paper form. */
const forms: Record<string, string> = {
  V: 'status_rumahtangga 1, alasan_tidak_ditemukan 1, apakah_mampu 1, hasil_verivali 1, tanggal_verivali 4',
  RT: `status_rumahtangga 1, apakah_mampu 1, hasil_verivali 1, tanggal_verivali 4, Jumlah_ART 2,
    Jumlah_Keluarga 1, sta_bangunan 1, sta_lahan 1, luas_lantai 3, lantai 2, dinding 1, kondisi_dinding 1,
    atap 2, kondisi_atap 1, jumlah_kamar 2, sumber_airminum 2, cara_peroleh_airminum 1, sumber_penerangan 1,
    daya 1, bb_masak 1, fasbab 1, kloset 1, buang_tinja 1, ada_tabung_gas 1, ada_lemari_es 1, ada_ac 1,
    ada_pemanas 1, ada_telepon 1, ada_tv 1, ada_emas 1, ada_laptop 1, ada_sepeda 1, ada_motor 1, ada_mobil 1,
    ada_perahu 1, ada_motor_tempel 1, ada_perahu_motor 1, ada_kapal 1, aset_tak_bergerak 1, luas_atb 5,
    rumah_lain 1, jumlah_sapi 2, jumlah_kerbau 2, jumlah_kuda 2, jumlah_babi 2, jumlah_kambing 2,
    sta_art_usaha 1, sta_kks 1, sta_kip 1, sta_kis 1, sta_bpjs_mandiri 1, sta_jamsostek 1, sta_asuransi 1,
    sta_pkh 1, sta_rastra 1, sta_kur 1`,
  ART: `NIK 16, Hub_KRT 1, NUK 1, Hubkel 1, JnsKel 1, Umur 2, Sta_kawin 1, Ada_akta_nikah 1, Ada_diKK 1,
    Ada_kartu_identitas 2, Sta_hamil 1, Jenis_cacat 2, Penyakit_kronis 1, Partisipasi_sekolah 1,
    Pendidikan_tertinggi 2, Kelas_tertinggi 1, Ijazah_tertinggi 1, Sta_Bekerja 1, Jumlah_jamkerja 3,
    Lapangan_usaha 2, Status_pekerjaan 1, Sta_keberadaan_art 1, Ada_kks 1, Ada_pbi 1, Ada_kip 1, Ada_pkh 1,
    Ada_rastra 1`,
  KK: 'nuk 1, nokk 16',
  USAHA: 'no_urut_art 2, kode_lapangan_usaha 2, jumlah_pekerja 2, lokasi_usaha 1, omset_usaha 1',
};

describe('the DTKS 2021 instrument', () => {
  it.each(Object.entries(forms))('types %s in the order and widths of the paper form', (name, expected) => {
    const items = formOf(name).blocks.flatMap((block) => block.items);
    const typed = items.map((item) => `${item.column} ${item.width}`);
    expect(typed).toEqual(expected.split(',').map((item) => item.trim()));
  });

  it.each([
    ['V', 8],
    ['RT', 75],
    ['ART', 49],
    ['ART_PRELIST', 33],
    ['KK', 17],
    ['USAHA', 8],
  ])('gives %s %i digits', (name, width) => {
    expect(formOf(name).width).toBe(width);
  });

  it('splits the household in blocks of 10, 23, 33 and 9 digits', () => {
    expect(formOf('RT').blocks.map((block) => [block.name, block.width])).toEqual([
      ['visit', 10],
      ['housing', 23],
      ['assets', 33],
      ['programmes', 9],
    ]);
  });

  it('types a member of the prelist as any member, without the NIK', () => {
    const known = formOf('ART_PRELIST').blocks.flatMap((block) => block.items);
    const whole = formOf('ART').blocks.flatMap((block) => block.items);
    expect(['NIK', ...known.map((item) => item.column)]).toEqual(whole.map((item) => item.column));
  });

  it.each([
    ['kondisi_dinding', 2],
    ['kondisi_atap', 2],
    ['daya', 3],
    ['kloset', 3],
    ['luas_atb', 4],
    ['Ada_akta_nikah', 5],
    ['Sta_hamil', 5],
    ['Kelas_tertinggi', 6],
    ['Status_pekerjaan', 6],
    ['alasan_tidak_ditemukan', 7],
    ['apakah_mampu', 7],
    ['data_idbdt_double_dengan', 7],
    ['nomor_pln', null],
    ['lantai', null],
  ])('has %s under rule %s', (column, rule) => {
    expect(instrument.items.get(column)?.rule).toBe(rule);
  });

  it('alternates the pairs of assets and programmes', () => {
    const pairs = (name: string) =>
      [...(instrument.blocks.get(name)?.items ?? [])]
        .filter((item) => item.otherPair !== null)
        .map((item) => [...(item.codes?.keys() ?? [])].join(''));
    expect(pairs('assets').slice(0, 15).join(' ')).toBe('12 34 12 34 12 34 12 34 12 34 12 34 12 34 12');
    expect(pairs('programmes').join(' ')).toBe('12 34 12 34 12 34 12 34 12');
  });

  it.each([
    ['jumlah_sapi', 99],
    ['jumlah_kambing', 99],
    ['jumlah_kamar', 99],
    ['Umur', 98],
    ['Jumlah_jamkerja', 168],
    ['luas_lantai', null],
  ])('caps %s at %s', (column, cappedAt) => {
    expect(instrument.items.get(column)?.cappedAt).toBe(cappedAt);
  });

  it('knows which columns the store has', () => {
    const without = [...instrument.items.values()].filter((item) => item.table === null);
    expect(without.map((item) => item.column)).toEqual([
      'jenis_pelanggan_airminum',
      'jenis_pelanggan_gas',
      'nama_art',
    ]);
  });

  it.each([
    [1, '10', 'VERIVALI-SURVEY', 9],
    [2, '11', 'VERIVALI-SUBMITTED', 0],
    [6, '11', 'VERIVALI-SUBMITTED', 0],
  ])(
    'lands result %i on status %s %s with %i photos to come',
    (result, status, stereotype, photosPending) => {
      expect(instrument.mapping.workflow.get(result)).toEqual({ status, stereotype, photosPending });
    },
  );

  it('takes zeros of a NIK for none, and those of no other item', () => {
    const none = [...instrument.items.values()].filter((item) => item.areZerosNone);
    expect(none.map((item) => item.column)).toEqual(['NIK']);
  });

  it('maps the presence of a member to the status of the row', () => {
    expect([...instrument.mapping.memberRowStatus]).toEqual([
      [1, 'ACTIVE'],
      [2, 'ACTIVE'],
      [3, 'ACTIVE'],
      [4, 'NEW'],
      [5, 'DELETED'],
      [6, 'ACTIVE'],
    ]);
    expect([...instrument.mapping.present]).toEqual([1, 4]);
  });

  it('holds all sixteen rules, each with its severity', () => {
    const severities = [...instrument.rules.values()].map(({ number, severity }) => `${number} ${severity}`);
    expect(severities.join(', ')).toBe(
      '1 reject, 2 reject, 3 reject, 4 reject, 5 reject, 6 reject, 7 reject, 8 hold, 9 hold, 10 warn, ' +
        '11 warn, 12 warn, 13 warn, 14 warn, 15 flag, 16 warn',
    );
  });

  it('says what progress counts as refused, not found and approved', () => {
    const { refused, notFound, approved } = instrument.mapping.progress;
    expect([...refused]).toEqual([['hasil_verivali', new Set([5])]]);
    expect([...notFound]).toEqual([
      ['status_rumahtangga', new Set([2])],
      ['hasil_verivali', new Set([2, 3])],
    ]);
    expect([...approved]).toEqual(['12', '13', '13b', '14']);
  });

  it('maps the status of the household to that of the row', () => {
    expect([...instrument.mapping.rowStatus]).toEqual([
      [1, 'ACTIVE'],
      [2, 'COPY'],
      [3, 'COPY'],
      [4, 'NEW'],
    ]);
    expect(instrument.mapping.copies).toEqual([['status_kesejahteraan', 'status_rumahtangga']]);
  });
});
