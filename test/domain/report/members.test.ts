import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/domain/instrument/types.ts';
import type { Content } from '../../../src/domain/report/lay-report.ts';
import { memberCopy } from '../../../src/domain/report/prelist-copy.ts';
import { translate } from '../../../src/domain/report/translate.ts';
import type { HouseholdFacts } from '../../../src/domain/report/types.ts';
import { instrument } from '../../support/instrument.ts';
import { householdOf, seven } from '../../support/sms.ts';
import {
  childAnswers,
  factsAfter,
  memberOf,
  nextFacts,
  provenance,
  reportOf,
  wholeHousehold,
} from './household.ts';

/** Of made-up areas: men born on 13 January 1981 and 1991. */
const nik = '9999991301810001';
const otherNik = '9999991301910001';

const copy = memberCopy(seven.idbdt, {
  number: 1,
  name: 'CONTOH SATU',
  nik,
  relation: 1,
  sex: 1,
  bornOn: null,
});
const prelist = householdOf(seven.idbdt, { members: [copy] });
const member = (number: number, changes: Answers = {}) =>
  reportOf({ form: 'ART', members: [memberOf(number, changes)] });
const named = (number: number, name: string) =>
  reportOf({ form: 'NAMA', members: [{ number, answers: { Nama: name }, capped: [] }] });

const translated = (report: Content, facts: HouseholdFacts = prelist) =>
  translate(instrument, report, facts, provenance);
const memberAfter = (report: Content, facts?: HouseholdFacts) => translated(report, facts)?.changed.udart[0];

describe('a member’s report', () => {
  it('writes the whole row of a member in the prelist, whose name and NIK stay', () => {
    expect(memberAfter(member(1))).toEqual({
      IDBDT: seven.idbdt,
      no_urut: 1,
      Nama: 'CONTOH SATU',
      NIK: nik,
      // Recovered from the NIK, which agrees with the age of 40.
      TglLahir: '1981-01-13',
      Hub_KRT: 1,
      NUK: 1,
      Hubkel: 1,
      JnsKel: 1,
      Umur: 40,
      Sta_kawin: 2,
      Ada_akta_nikah: 1,
      Ada_diKK: 1,
      Ada_kartu_identitas: 5,
      Sta_hamil: null,
      Jenis_cacat: 0,
      Penyakit_kronis: 0,
      Partisipasi_sekolah: 2,
      Pendidikan_tertinggi: 7,
      Kelas_tertinggi: 1,
      Ijazah_tertinggi: 1,
      Sta_Bekerja: 1,
      Jumlah_jamkerja: 40,
      Lapangan_usaha: 4,
      Status_pekerjaan: 1,
      Sta_keberadaan_art: 1,
      Ada_kks: 2,
      Ada_pbi: 2,
      Ada_kip: 2,
      Ada_pkh: 2,
      Ada_rastra: 2,
      row_status: 'ACTIVE',
      capped: [],
      codebook_version: 'dtks-2021.1',
      revisi: 1,
      report_id: '41',
      updated_at: '2021-11-25T03:00:00.000Z',
    });
  });

  it('makes the household’s row as the prelist’s copy where it has none, without a place in the chain', () => {
    const translation = translated(member(1));
    expect(translation?.changed.udrt).toMatchObject([
      { IDBDT: seven.idbdt, Nama_KRT: 'Contoh Satu', row_status: 'COPY', revisi: 1, report_id: '41' },
    ]);
    expect(translation?.changed.udrt[0]?.status).toBeUndefined();
    expect(translation?.before).toEqual({ udrt: null, udart: { 1: null } });
  });

  it('leaves the household’s row alone where it has one', () => {
    const translation = translated(member(2, childAnswers), factsAfter(wholeHousehold));
    expect(translation?.changed).toMatchObject({ udrt: [], udart: [{ no_urut: 2, revisi: 2 }] });
    expect(translation?.state.household?.revisi).toBe(1);
    expect(Object.keys(translation?.after ?? {})).toEqual(['udart']);
  });

  it('writes only the members that change', () => {
    const facts = nextFacts(nextFacts(prelist, member(1)), member(2, childAnswers));
    const both = reportOf({
      form: 'ART',
      members: [memberOf(1), memberOf(2, { ...childAnswers, Umur: 11 })],
    });
    const translation = translated(both, facts);
    expect(translation?.changed.udart).toMatchObject([{ no_urut: 2, Umur: 11, revisi: 3 }]);
    expect(translation?.before).toEqual({ udart: { 2: { Umur: 10 } } });
    expect(translation?.after).toEqual({ udart: { 2: { Umur: 11 } } });
  });

  it.each([
    ['lives here', 1, 'ACTIVE'],
    ['died', 2, 'ACTIVE'],
    ['moved', 3, 'ACTIVE'],
    ['is new', 4, 'NEW'],
    ['is a mistake of the prelist', 5, 'DELETED'],
    ['was not found', 6, 'ACTIVE'],
  ])('gives the row its status: the member %s', (_, presence, status) => {
    expect(memberAfter(member(1, { Sta_keberadaan_art: presence }))?.row_status).toBe(status);
  });

  it('clears what is no longer asked of a member, its capped mark with it', () => {
    const overworked = { ...memberOf(1, { Jumlah_jamkerja: 168 }), capped: ['Jumlah_jamkerja'] };
    const facts = nextFacts(prelist, reportOf({ form: 'ART', members: [overworked] }));
    expect(facts.members[0]?.capped).toEqual(['Jumlah_jamkerja']);
    const idle = reportOf({ members: [{ number: 1, answers: { Sta_Bekerja: 2 }, capped: [] }] });
    expect(memberAfter(idle, facts)).toMatchObject({
      Sta_Bekerja: 2,
      Jumlah_jamkerja: null,
      Lapangan_usaha: null,
      Status_pekerjaan: null,
      capped: [],
    });
  });

  it.each([
    ['given', otherNik, 30, otherNik],
    ['none', null, 40, null],
  ])('takes a NIK that is %s', (_, given, age, stored) => {
    expect(memberAfter(member(1, { NIK: given, Umur: age }))?.NIK).toBe(stored);
  });
});

describe('a birthday', () => {
  const known = (bornOn: string | null) =>
    householdOf(seven.idbdt, { members: [{ ...copy, TglLahir: bornOn }] });

  it.each([
    ['is recovered from a NIK given', null, { NIK: otherNik, Umur: 30 }, '1991-01-13'],
    ['is recovered from the NIK of the prelist', null, {}, '1981-01-13'],
    ['is not, from a NIK of another age', null, { Umur: 42 }, null],
    ['is not, from a NIK of nobody', null, { NIK: '9999993102810001' }, null],
    ['is not, without a NIK', null, { NIK: null }, null],
    ['that is known stays', '1981-05-01', {}, '1981-05-01'],
    [
      'that came from the NIK before follows the NIK',
      '1981-01-13',
      { NIK: otherNik, Umur: 30 },
      '1991-01-13',
    ],
    [
      'that came from the NIK before stays for one of another age',
      '1981-01-13',
      { NIK: otherNik },
      '1981-01-13',
    ],
    ['that is reported is taken', '1981-05-01', { TglLahir: '1980-12-24' }, '1980-12-24'],
  ])('%s', (_, bornOn, changes, expected) => {
    const reported = nextFacts(known(bornOn), member(1));
    expect(memberAfter(member(1, { ...changes, Ada_pkh: 1 }), known(bornOn))?.TglLahir).toBe(expected);
    if (bornOn === null) return;
    expect(memberAfter(member(1, { ...changes, Ada_pkh: 1 }), reported)?.TglLahir).toBe(expected);
  });
});

describe('a name', () => {
  it('of a member of the prelist leaves the member unconfirmed', () => {
    expect(memberAfter(named(1, 'CONTOH BARU'))).toMatchObject({ Nama: 'CONTOH BARU', row_status: 'COPY' });
  });

  it('that is the prelist’s own is stored all the same', () => {
    expect(memberAfter(named(1, 'CONTOH SATU'))).toMatchObject({ Nama: 'CONTOH SATU', report_id: '41' });
  });

  it('of a member whom nobody knows makes a new one, whom a report then confirms', () => {
    const facts = nextFacts(prelist, named(5, 'CONTOH LIMA'));
    expect(facts.members.map(({ no_urut, row_status }) => [no_urut, row_status])).toEqual([
      [1, 'COPY'],
      [5, 'NEW'],
    ]);
    expect(memberAfter(member(5), facts)).toMatchObject({ Nama: 'CONTOH LIMA', row_status: 'ACTIVE' });
  });
});

describe('family cards and businesses', () => {
  const noKk = '9999990101900001';
  const business = { kode_lapangan_usaha: 12, jumlah_pekerja: 0, lokasi_usaha: 1, omset_usaha: 2 };
  const report = reportOf({
    families: [{ nuk: 1, noKk }],
    businesses: [{ member: 2, answers: business }],
  });
  const ours = {
    row_status: 'ACTIVE',
    codebook_version: 'dtks-2021.1',
    revisi: 2,
    report_id: '41',
    updated_at: '2021-11-25T03:00:00.000Z',
  };

  it('are rows by family and by member', () => {
    const translation = translated(report, factsAfter(wholeHousehold));
    expect(translation?.changed).toEqual({
      udrt: [],
      udart: [],
      kk: [{ IDBDT: seven.idbdt, nuk: 1, nokk: noKk, ...ours }],
      usaha: [{ IDBDT: seven.idbdt, no_urut_art: 2, ...business, ...ours }],
    });
    expect(translation?.before).toEqual({ kk: { 1: null }, usaha: { 2: null } });
  });

  it('are mended, and keep what the report doesn’t say', () => {
    const facts = nextFacts(factsAfter(wholeHousehold), report);
    const mended = reportOf({
      families: [{ nuk: 1, noKk: '9999990101900002' }],
      businesses: [{ member: 2, answers: { omset_usaha: 3 } }],
    });
    const translation = translated(mended, facts);
    expect(translation?.changed.usaha).toMatchObject([{ ...business, omset_usaha: 3 }]);
    expect(translation?.before).toEqual({ kk: { 1: { nokk: noKk } }, usaha: { 2: { omset_usaha: 2 } } });
    expect(translation?.after).toEqual({
      kk: { 1: { nokk: '9999990101900002' } },
      usaha: { 2: { omset_usaha: 3 } },
    });
    expect(translated(report, facts)).toBeNull();
  });
});
