import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/domain/report/lay-report.ts';
import { translate } from '../../../src/domain/report/translate.ts';
import type { HouseholdFacts } from '../../../src/domain/report/types.ts';
import { instrument } from '../../support/instrument.ts';
import { householdOf } from '../../support/sms.ts';
import { digitsOf, nextFacts, reportOf } from './household.ts';

const household = householdOf('9415010001000007', {
  headName: 'Contoh Tujuh',
  address: 'Jalan Contoh 7',
  slsName: 'RT 01',
});

const at = new Date('2021-11-24T02:00:00Z');
const provenance = { reportId: '41', officerId: 5, source: 'sms', at } as const;

const rowAfter = (report: Content, facts: HouseholdFacts = household) =>
  translate(instrument, report, facts, provenance)?.changed.udrt[0];

const wholeHousehold =
  '1212411041' + '11045063106102063114111' + '132423232323232200000400009900002' + '231324241';

describe('translate', () => {
  it('writes every column of a whole household that nobody reported before', () => {
    const translation = translate(instrument, digitsOf('RT', wholeHousehold), household, provenance);
    // Made by hand from the paper form, not by the code under test.
    expect(translation?.changed.udrt[0]).toEqual({
      IDBDT: '9415010001000007',
      KDPROP: '94',
      KDKAB: '15',
      KDKEC: '010',
      KDDESA: '001',
      kodewilayah: '9415010001',
      nourut_rt: '000007',
      Nama_KRT: 'Contoh Tujuh',
      Alamat: 'Jalan Contoh 7',
      Nama_SLS: 'RT 01',
      NOKK: null,
      id_periode: '2021',
      row_status: 'ACTIVE',
      status: '10',
      stereotype: 'VERIVALI-SURVEY',
      foto_tertunda: 9,
      status_kesejahteraan: 1,
      sumber_data: 'SMS',
      uploaded_by: '5',
      codebook_version: 'dtks-2021.1',
      revisi: 1,
      report_id: '41',
      updated_at: '2021-11-24T02:00:00.000Z',
      officer_id: 5,
      visited_on: '2021-11-24',
      completed_on: null,
      capped: ['jumlah_kuda'],
      status_rumahtangga: 1,
      apakah_mampu: 2,
      hasil_verivali: 1,
      tanggal_verivali: '2021-11-24',
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
    });
    expect(translation?.changed).toMatchObject({ udart: [], kk: [], usaha: [] });
    expect(translation?.before).toEqual({ udrt: null });
    // What stands in a new row, without what says nothing of the household.
    expect(translation?.after.udrt).toMatchObject({
      IDBDT: household.idbdt,
      lantai: 6,
      row_status: 'ACTIVE',
    });
    for (const column of [
      'NOKK',
      'luas_atb',
      'revisi',
      'report_id',
      'updated_at',
      'uploaded_by',
      'sumber_data',
    ])
      expect(translation?.after.udrt).not.toHaveProperty(column);
  });

  const statuses = [
    ['found and finished', '10112411', 'ACTIVE', '10', 9],
    ['not found', '21022411', 'COPY', '11', 0],
    ['refused', '10152411', 'ACTIVE', '11', 0],
    ['double', '30062411', 'COPY', '11', 0],
    ['new proposal', '40212411', 'NEW', '10', 9],
  ] as const;
  it.each(statuses)('sets row status and place in the chain: %s', (_, digits, rowStatus, status, photos) => {
    expect(rowAfter(digitsOf('V', digits))).toMatchObject({
      row_status: rowStatus,
      status,
      foto_tertunda: photos,
    });
  });

  it('keeps what the report says nothing of, and names only what changed', () => {
    const later = nextFacts(household, digitsOf('RT', wholeHousehold));
    const second = translate(instrument, digitsOf('V', '10152411'), later, { ...provenance, reportId: '42' });
    expect(second?.changed.udrt).toMatchObject([
      { lantai: 6, hasil_verivali: 5, apakah_mampu: 1, revisi: 2 },
    ]);
    expect(second?.before).toEqual({
      udrt: {
        apakah_mampu: 2,
        hasil_verivali: 1,
        status: '10',
        stereotype: 'VERIVALI-SURVEY',
        foto_tertunda: 9,
      },
    });
    expect(second?.after).toEqual({
      udrt: {
        apakah_mampu: 1,
        hasil_verivali: 5,
        status: '11',
        stereotype: 'VERIVALI-SUBMITTED',
        foto_tertunda: 0,
      },
    });
  });

  it('clears an answer that is no longer asked', () => {
    const notFound = nextFacts(household, digitsOf('V', '21022411'));
    expect(notFound.record?.alasan_tidak_ditemukan).toBe(1);
    const found = translate(instrument, digitsOf('RT', wholeHousehold), notFound, provenance);
    expect(found?.changed.udrt[0]?.alasan_tidak_ditemukan).toBeNull();
    expect(found?.after.udrt).toHaveProperty('alasan_tidak_ditemukan', null);
  });

  it('forgets that a count was saturated when it is answered again', () => {
    const later = nextFacts(household, digitsOf('RT', wholeHousehold));
    const fewer = reportOf({ answers: { jumlah_kuda: 98 } });
    expect(rowAfter(fewer, later)).toMatchObject({ jumlah_kuda: 98, capped: [] });
    const other = reportOf({ answers: { jumlah_babi: 99 }, capped: ['jumlah_babi'] });
    expect(rowAfter(other, later)).toMatchObject({ capped: ['jumlah_babi', 'jumlah_kuda'] });
  });

  it('takes an approval back only where it changes what was approved', () => {
    const reported = nextFacts(household, digitsOf('RT', wholeHousehold));
    const step = { status: '12', stereotype: 'VERIVALI-SUPERVISOR-APPROVED', approved_by: 9 };
    const approved = { ...reported, record: { ...reported.record, ...step } };
    const changed = { status: '10', stereotype: 'VERIVALI-SURVEY', foto_tertunda: 9, approved_by: null };
    expect(rowAfter(reportOf({ answers: { lantai: 7 } }), approved)).toMatchObject(changed);
    expect(translate(instrument, digitsOf('RT', wholeHousehold), approved, provenance)).toBeNull();
  });

  it('changes nothing when the same is reported again', () => {
    const later = nextFacts(household, digitsOf('RT', wholeHousehold));
    expect(translate(instrument, digitsOf('RT', wholeHousehold), later, provenance)).toBeNull();
  });

  it('knows a row again whose numbers the store gives as text', () => {
    const later = nextFacts(household, digitsOf('RT', wholeHousehold));
    const asText = Object.entries(later.record ?? {}).map(([column, value]) =>
      typeof value === 'number' ? [column, String(value)] : [column, value],
    );
    const stored = { ...later, record: Object.fromEntries(asText) };
    expect(translate(instrument, digitsOf('RT', wholeHousehold), stored, provenance)).toBeNull();
  });
});
