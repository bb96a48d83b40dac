import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import {
  eight,
  householdOf,
  members,
  prelistMembers,
  prelistWith,
  read,
  seven,
  wholeDigits,
} from '../../support/sms.ts';

const whole: RecordRow = read(`RT 7-16 ${wholeDigits}`).report?.answers ?? {};
const visit: RecordRow = read('V 7-16 10112411').report?.answers ?? {};
const man = read(`ART 7-16 01${members.man.nik}${members.man.digits}`).report?.members[0]?.answers ?? {};
const reported = householdOf(seven.idbdt, {
  record: { ...whole, ...visit },
  members: [{ no_urut: 1, ...man, report_id: '1' }, ...prelistMembers(2)],
  businesses: [
    { no_urut_art: 1, kode_lapangan_usaha: 12, jumlah_pekerja: 3, lokasi_usaha: 1, omset_usaha: 2 },
  ],
  lastOfficerId: 1,
  revision: 2,
});
const households = prelistWith(reported);
const mend = (text: string) => read(text, { households });

describe('F on the household', () => {
  it.each([
    ['by its column', 'F 7-16 jumlah_kamar 3', { jumlah_kamar: 3 }],
    ['case and zeros in front', 'f 7-16 JUMLAH_KAMAR 03', { jumlah_kamar: 3 }],
    ['by block and number', 'F 7-16 3.7a 05', { sumber_airminum: 5 }],
    ['by the Roman block', 'F 7-16 III.7A 5', { sumber_airminum: 5 }],
    ['by a number that only one has', 'F 7-16 7a 5', { sumber_airminum: 5 }],
    ['an asset', 'F 7-16 5.1a 1', { ada_tabung_gas: 1 }],
    ['long reference', `F ${seven.idbdt} 16 3.8 2`, { cara_peroleh_airminum: 2 }],
    ['reference in pieces', 'F 7 16 3.8 2', { cara_peroleh_airminum: 2 }],
    ['glued keyword and dashes', 'F7-16-bb_masak-8', { bb_masak: 8 }],
    ['a dot behind the code', 'F 7-16 3.7a.05', { sumber_airminum: 5 }],
    [
      'several',
      'F 7-16 bb_masak 8, 3.8 2; jumlah_kamar: 2',
      { bb_masak: 8, cara_peroleh_airminum: 2, jumlah_kamar: 2 },
    ],
    ['a day', 'F 7-16 2.1 20/11', { tanggal_verivali: '2021-11-20' }],
    ['a day in one', 'F 7-16 tanggal_verivali 2011', { tanggal_verivali: '2021-11-20' }],
    ['what is written', 'F 7-16 nomor_pln 54-123 B', { nomor_pln: '54-123 B' }],
    ['a saturated count', 'F 7-16 jumlah_sapi 99', { jumlah_sapi: 99 }],
  ])('%s', (_, text, answers) => {
    const verdict = mend(text);
    expect(verdict).toMatchObject({ command: 'F', outcome: 'accepted', idbdt: seven.idbdt, problems: [] });
    expect(verdict.report).toMatchObject({ form: 'F', members: [], businesses: [] });
    expect(verdict.report?.answers).toEqual(answers);
  });

  it('marks a saturated count', () => {
    expect(mend('F 7-16 jumlah_sapi 99').report?.capped).toEqual(['jumlah_sapi']);
  });

  it('clears what is no longer asked, and says so', () => {
    const verdict = mend('F 7-16 atap 9');
    expect(verdict.report?.answers).toEqual({ atap: 9, kondisi_atap: null });
    expect(verdict.answer?.parts?.facts).toMatchObject([
      { key: 'answer.fact.cleared', values: { number: 'III.5b' } },
      { key: 'answer.fact.mended', values: { number: 'III.5a', value: 9 } },
    ]);
  });

  it('takes what becomes asked along', () => {
    const verdict = mend('F 7-16 aset_tak_bergerak 1 luas_atb 250');
    expect(verdict.report?.answers).toEqual({ aset_tak_bergerak: 1, luas_atb: '250' });
  });

  it('takes the other household along', () => {
    const verdict = mend('F 7-16 hasil_verivali 4 data_idbdt_double_dengan 8-13');
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    expect(verdict.report?.answers).toEqual({ hasil_verivali: 4, data_idbdt_double_dengan: eight.idbdt });
    const partner = { key: 'answer.fact.partner', values: { reference: '8-13', head: 'C*** S***' } };
    expect(verdict.answer?.parts?.facts).toContainEqual(expect.objectContaining(partner));
  });

  it('repairs letters for digits and odd signs', () => {
    const verdict = mend('F 7-l6 3.7a=O5');
    expect(verdict).toMatchObject({ outcome: 'repaired', report: { answers: { sumber_airminum: 5 } } });
    expect(verdict.repairs.map(({ typed }) => typed)).toEqual(['l', '=', 'O']);
  });

  it.each([
    ['a code out of its list', 'F 7-16 atap 11', 'III.5a', 'code-out-of-list'],
    ['a wrong pair', 'F 7-16 5.1a 3', 'V.1a', 'wrong-pair'],
    ['too many digits', 'F 7-16 atap 009', 'III.5a', 'out-of-range'],
    ['zero where zero is no answer', 'F 7-16 atap 0', 'III.5a', 'must-answer'],
    ['not asked', 'F 7-16 luas_atb 250', 'V.2a', 'not-asked'],
    ['written, not asked', 'F 7-16 nomor_meter_air 7', 'III.7b', 'not-asked'],
    ['what becomes asked is missing', 'F 7-16 aset_tak_bergerak 1', 'V.2a', 'must-answer'],
    ['a decimal', 'F 7-16 luas_lantai 4.5', 'III.2', 'not-digits'],
    ['a word for a code', 'F 7-16 atap genteng', 'III.5a', 'not-digits'],
    ['no day', 'F 7-16 2.1 31/02', 'II.1', 'not-a-date'],
    ['the other household is missing', 'F 7-16 hasil_verivali 4', 'II.5', 'must-answer'],
    ['the other household is not asked', 'F 7-16 data_idbdt_double_dengan 8-13', 'II.5', 'not-asked'],
    [
      'another household that is none',
      'F 7-16 hasil_verivali 4 data_idbdt_double_dengan 8-14',
      'II.5',
      'code-out-of-list',
    ],
    ['a long written answer', `F 7-16 nomor_pln ${'7'.repeat(31)}`, 'III.9c', 'out-of-range'],
  ])('refuses %s', (_, text, number, kind) => {
    const verdict = mend(text);
    expect(verdict).toMatchObject({ outcome: 'rejected', reason: 'invalid-answers', report: null });
    expect(verdict.problems).toMatchObject([{ number, kind }]);
  });

  it.each([
    ['an unknown code', 'F 7-16 apa 9', 'unknown-item'],
    ['a number that two have', 'F 7-16 12 1', 'ambiguous-item'],
    ['a number that two items share', 'F 7-16 5.2a 1', 'ambiguous-item'],
    ['what the reference says', 'F 7-16 KDPROP 94', 'unknown-item'],
    ['a code without answer', 'F 7-16 atap', 'no-value'],
    ['an item twice', 'F 7-16 atap 9 3.5a 8', 'item-twice'],
    ['a written answer with another pair', 'F 7-16 nomor_pln 123 atap 9', 'text-not-alone'],
    ['a reference alone', 'F 7-16', 'empty-body'],
    ['nothing', 'F', 'empty-body'],
    ['no reference', 'F atap 9', 'no-reference'],
    ['half a number', 'F 7-16 3.7', 'unknown-item'],
    ['wrong check digits', 'F 7-17 atap 9', 'wrong-check-digits'],
    ['no check digits', 'F 7 atap 9', 'missing-check-digits'],
    ['a long reference with a wrong check', `F ${seven.idbdt} 17 atap 9`, 'wrong-check-digits'],
    ['in no list', 'F 21-71 atap 9', 'unknown-household'],
    ['another command', 'F 7-16 atap 9 CEK 8-13', 'two-commands'],
    ['a report behind a written answer', 'F 7-16 nomor_pln 123 V 8-13 10112411', 'two-commands'],
    ['a household never reported', 'F 8-13 atap 9', 'nothing-to-mend'],
  ])('refuses %s', (_, text, reason) => {
    expect(mend(text)).toMatchObject({ outcome: 'rejected', reason, report: null });
  });

  it('names the codes that a number could mean', () => {
    expect(mend('F 7-16 5.2a 1').answer?.values.codes).toBe('aset_tak_bergerak, luas_atb');
    expect(mend('F 7-16 12 1').answer?.values.codes).toBe('P.12, III.12');
  });

  it('asks back a long reference without its check digits', () => {
    expect(mend(`F ${seven.idbdt} atap 10`)).toMatchObject({ outcome: 'ask' });
  });

  it('takes the reading whose rest is pairs where chance makes a reference of more digits', () => {
    // 7163 with the check 82 is one too, but leaves nothing to mend.
    expect(mend('F 7-16 3.8 2').report?.answers).toEqual({ cara_peroleh_airminum: 2 });
  });
});

describe('F on a member', () => {
  it.each([
    ['glued', 'F 7-16 ART1 8 1 9 0', { Sta_kawin: 1, Ada_akta_nikah: null }],
    ['apart', 'F 7-16 ART 1 Umur 41', { Umur: 41 }],
    ['with a zero', 'F 7-16 ART01 4.7 41', null],
    ['by the block', 'F 7-16 ART1 IV.13 1', { Jenis_cacat: 1 }],
    ['clearing what hangs on it', 'F 7-16 ART1 8 4', { Sta_kawin: 4, Ada_akta_nikah: null }],
    ['a birthday', 'F 7-16 ART1 TglLahir 12-05-1981', { TglLahir: '1981-05-12' }],
    ['a NIK in pieces', 'F 7-16 ART1 NIK 999999 120581 0003', { NIK: '9999991205810003' }],
    [
      'a written answer',
      "F 7-16 ART1 namagadis_ibukandung Contoh Ma'ruf",
      { namagadis_ibukandung: "Contoh Ma'ruf" },
    ],
  ])('%s', (_, text, answers) => {
    const verdict = mend(text);
    if (answers === null) {
      // Umur, TmpLahir and TglLahir share IV.7.
      expect(verdict.reason).toBe('ambiguous-item');
      return;
    }
    expect(verdict).toMatchObject({ outcome: 'accepted', report: { answers: {} } });
    expect(verdict.report?.members).toMatchObject([{ number: 1, answers }]);
  });

  it('and then on another, and on the household before', () => {
    const { report } = mend('F 7-16 atap 10 ART1 Umur 41 ART2 NIK 9999994403860002');
    expect(report?.answers).toMatchObject({ atap: 10 });
    expect(report?.members).toMatchObject([
      { number: 1, answers: { Umur: 41 } },
      { number: 2, answers: { NIK: '9999994403860002' } },
    ]);
  });

  it.each([
    ['a member not known', 'F 7-16 ART5 8 1', 'nothing-to-mend'],
    ['a member not reported yet', 'F 7-16 ART2 8 1', 'nothing-to-mend'],
    ['a code of the household', 'F 7-16 ART1 atap 9', 'unknown-item'],
    ['a member without item', 'F 7-16 ART1', 'empty-body'],
    ['a NIK too short', 'F 7-16 ART1 NIK 999999', 'invalid-answers'],
    ['a number for a name', 'F 7-16 ART1 4.1 84', 'no-name'],
    ['a digit lost from the code of another item', 'F 7-16 ART1 4.1 3 04', 'no-name'],
    ['digits in a name of the household', 'F 7-16 Nama_KRT Contoh 2', 'digits-in-name'],
    ["digits in the mother's name", 'F 7-16 ART1 4.28 2', 'no-name'],
    ['a NIK that nobody can have', 'F 7-16 ART1 NIK 9999999999999999', 'invalid-answers'],
  ])('refuses %s', (_, text, reason) => {
    expect(mend(text)).toMatchObject({ outcome: 'rejected', reason, report: null });
  });

  it('names the item with the member, and never says a NIK back', () => {
    const { problems, answer } = mend('F 7-16 ART1 NIK 999999');
    expect(answer?.parts?.problem).toMatchObject({ values: { number: 'ART1 IV.2' } });
    expect(JSON.stringify([problems, answer])).not.toContain('999999');
  });
});

describe('F on a business', () => {
  it('mends it', () => {
    expect(mend('F 7-16 USAHA1 omset_usaha 3').report?.businesses).toEqual([
      { member: 1, answers: { omset_usaha: 3 } },
    ]);
  });

  it('takes its field in words', () => {
    expect(mend('F 7-16 USAHA1 lapangan_usaha Warung').report?.businesses).toEqual([
      { member: 1, answers: { lapangan_usaha: 'Warung' } },
    ]);
  });
});
