import { describe, expect, it } from 'vitest';
import type { StoredReport } from '../../../src/domain/report/types.ts';
import {
  householdOf,
  officerOf,
  otherVillage,
  prelistMembers,
  prelistWith,
  questionOf,
  read,
  seven,
  storedOf,
  village,
} from '../../support/sms.ts';

const households = prelistWith(householdOf(seven.idbdt, { members: prelistMembers(1, 2) }));

describe('NAMA of a member', () => {
  it.each([
    ['as on the card', 'NAMA 7-16 02 Contoh Dua', 'Contoh Dua'],
    ['glued', 'nama71602Contoh Dua', 'Contoh Dua'],
    ['with a colon', 'NAMA 7-16 02: Contoh Dua', 'Contoh Dua'],
    ['after slashes', 'NAMA/7/16/02/Contoh Dua', 'Contoh Dua'],
    ['with a slash in it', 'NAMA 7-16 02 Contoh/Dua', 'Contoh/Dua'],
    ['letters that look like digits stay', 'NAMA 7-16 02 Iis Solo', 'Iis Solo'],
    ['single spaces', 'NAMA 7-16 02  Contoh \n Dua ', 'Contoh Dua'],
    ['a full stop and a quote', "NAMA 7-16 02 Ma'ruf C.", "Ma'ruf C."],
    ['words that are keywords too', 'NAMA 7-16 02 Contoh V Baru', 'Contoh V Baru'],
  ])('%s', (_, text, name) => {
    expect(read(text, { households })).toMatchObject({
      command: 'NAMA',
      outcome: 'accepted',
      idbdt: seven.idbdt,
      report: { answers: {}, members: [{ number: 2, answers: { Nama: name }, capped: [] }] },
    });
  });

  it.each([
    ['no name', 'NAMA 7-16 02', 'no-name'],
    ['signs only', 'NAMA 7-16 02 ??', 'no-name'],
    ['a digit in the name', 'NAMA 7-16 02 Contoh 2', 'digits-in-name'],
    ['two names', 'NAMA 7-16 01 Contoh Satu 02 Contoh Dua', 'digits-in-name'],
    ['a long name', `NAMA 7-16 02 ${'A'.repeat(251)}`, 'text-too-long'],
    ['no number', 'NAMA 7-16 Contoh', 'no-member-number'],
    ['a wrong reference', 'NAMA 7-17 02 Contoh', 'wrong-check-digits'],
    ['a member not known', 'NAMA 7-16 03 Contoh', 'invalid-answers'],
    ['a report behind', 'NAMA 7-16 02 Contoh V 8-13 10112411', 'two-commands'],
    ['a name behind', 'NAMA 7-16 02 Contoh NAMA 8-13 01 Contoh', 'two-commands'],
  ])('is refused: %s', (_, text, reason) => {
    expect(read(text, { households })).toMatchObject({ outcome: 'rejected', reason, report: null });
  });

  it('is asked back for a long reference without its check digits', () => {
    expect(read(`NAMA ${seven.idbdt} 02 Contoh`, { households }).outcome).toBe('ask');
  });
});

describe('NAMA 00', () => {
  it.each([
    ['head and address', 'NAMA 7-16 00 Contoh Satu / Kp. Baru RT 02/RW 03', 'Kp. Baru RT 02/RW 03'],
    ['glued', 'NAMA71600Contoh Satu/Kampung 7', 'Kampung 7'],
    ['the head alone', 'NAMA 7-16 00 Contoh Satu', undefined],
  ])('%s', (_, text, address) => {
    const { outcome, report } = read(text);
    expect(outcome).toBe('accepted');
    expect(report?.answers).toEqual({
      Nama_KRT: 'Contoh Satu',
      ...(address === undefined ? {} : { Alamat: address }),
    });
    expect(report?.members).toEqual([]);
  });

  it.each([
    ['an address alone', 'NAMA 7-16 00 / Kampung', 'no-name'],
    ['nothing at all', 'NAMA 7-16 00', 'no-name'],
    ['a long address', `NAMA 7-16 00 Contoh / ${'A'.repeat(513)}`, 'text-too-long'],
  ])('is refused: %s', (_, text, reason) => {
    expect(read(text)).toMatchObject({ outcome: 'rejected', reason, report: null });
  });
});

describe('BARU', () => {
  const first = `${village}900001`;
  it.each([
    ['as on the card', 'BARU Contoh Satu / RT 01 Kampung'],
    ['with the village', `BARU ${village} Contoh Satu / RT 01 Kampung`],
    ['glued to the village', `baru ${village}Contoh Satu/RT 01 Kampung`],
  ])('gives the next serial: %s', (_, text) => {
    expect(read(text)).toMatchObject({
      command: 'BARU',
      outcome: 'accepted',
      idbdt: first,
      newHousehold: { idbdt: first, village, headName: 'Contoh Satu', address: 'RT 01 Kampung' },
      report: { form: 'BARU', answers: { Nama_KRT: 'Contoh Satu', Alamat: 'RT 01 Kampung' } },
      answer: { values: { head: 'C*** S***', reference: expect.stringMatching(/^900001-\d\d$/) } },
    });
  });

  it('goes on from the highest serial of the village', () => {
    const proposalSerials = new Map([[village, 900007]]);
    expect(read('BARU Contoh / Kampung', { proposalSerials }).idbdt).toBe(`${village}900008`);
  });

  it('needs the village where the officer has several', () => {
    const officer = officerOf({ villages: [village, otherVillage], areas: [village, otherVillage] });
    expect(read('BARU Contoh / Kampung', { officer }).reason).toBe('no-village');
    expect(read(`BARU ${otherVillage} Contoh / Kampung`, { officer }).idbdt).toBe(`${otherVillage}900001`);
  });

  it.each([
    ['no address', 'BARU Contoh Satu', 'no-address'],
    ['an empty address', 'BARU Contoh Satu / .', 'no-address'],
    ['no name', 'BARU / Kampung', 'no-name'],
    ['nothing', 'BARU', 'no-name'],
    ['digits in the name', 'BARU Contoh 7 / Kampung', 'digits-in-name'],
    ['a village of others', `BARU ${otherVillage} Contoh / Kampung`, 'other-area'],
    ['half a village', 'BARU 94150100 Contoh / Kampung', 'not-a-village'],
    ['a report behind', 'BARU Contoh / Kampung RT 8-13 10112411', 'two-commands'],
  ])('is refused: %s', (_, text, reason) => {
    const verdict = read(text);
    expect(verdict).toMatchObject({ outcome: 'rejected', reason, report: null });
    expect(verdict).not.toHaveProperty('newHousehold');
  });

  it('is refused when the serials are used up', () => {
    const proposalSerials = new Map([[village, 999999]]);
    expect(read('BARU Contoh / Kampung', { proposalSerials }).reason).toBe('no-serial-left');
  });

  it('is asked back when the officer sent the same text before', () => {
    const before = read('BARU CONTOH SATU / Kampung, 3').report;
    const ownProposals: StoredReport[] = before ? [storedOf({ report: before })] : [];
    const verdict = read('BARU Contoh satu / kampung 3', { ownProposals });
    expect(verdict).toMatchObject({ outcome: 'ask', questions: ['same-proposal'] });
    expect(verdict).not.toHaveProperty('newHousehold');
    expect(read('BARU Contoh satu / kampung 4', { ownProposals }).outcome).toBe('accepted');
  });

  it('comes to be with the Y, unless its serial is taken by then', () => {
    const { report } = read('BARU Contoh Satu / Kampung');
    if (report === null) throw new Error('The proposal was not read');
    const openQuestions = [questionOf({ questions: ['same-proposal'], report })];
    expect(read('Y', { openQuestions })).toMatchObject({
      outcome: 'accepted',
      newHousehold: { idbdt: first, headName: 'Contoh Satu' },
      settles: { record: true },
    });
    const taken = prelistWith(householdOf(first));
    expect(read('Y', { openQuestions, households: taken })).toMatchObject({
      outcome: 'rejected',
      reason: 'serial-taken',
      settles: null,
    });
  });

  it('is practised without taking a serial', () => {
    const verdict = read('LATIH BARU Contoh Satu / Kampung');
    expect(verdict).toMatchObject({ outcome: 'accepted', isPractice: true });
    expect(verdict).not.toHaveProperty('newHousehold');
    expect(JSON.stringify(verdict.answer)).not.toContain('900001');
  });
});
