import { describe, expect, it } from 'vitest';
import { isFinishedBy } from '../../../src/domain/flow/finished-by.ts';
import type { OpenForm } from '../../../src/domain/flow/state.ts';
import type { HouseholdReport } from '../../../src/domain/report/types.ts';

const idbdt = '9415010001000007';

function open(form: OpenForm['form'], changes: Partial<OpenForm> = {}): OpenForm {
  return { form, idbdt, head: 'C***', digits: {}, partner: null, ...changes };
}

function report(form: HouseholdReport['form'], changes: Partial<HouseholdReport> = {}): HouseholdReport {
  const empty = { answers: {}, capped: [], members: [], families: [], businesses: [], remarks: [] };
  return { form, idbdt, ...empty, ...changes };
}

const visit = { digits: { visit: '1011' } };
const member = (number: number, answers = {}) => ({ members: [{ number, answers, capped: [] }] });
const business = (number: number, answers = {}) => ({ businesses: [{ member: number, answers }] });
const card = { families: [{ nuk: 2, noKk: '9999990101150001' }] };

describe('isFinishedBy', () => {
  const cases: [string, boolean, OpenForm, HouseholdReport][] = [
    ['a visit by its visit', true, open('V', visit), report('V')],
    ['a guided household by its household', true, open('RT', { way: 'guided', ...visit }), report('RT')],
    ['a visit by the whole household', false, open('V', visit), report('RT')],
    [
      'a visit by that of another household',
      false,
      open('V', visit),
      report('V', { idbdt: '9415010001000008' }),
    ],
    ['a member by that member', true, open('ART', { unit: '02' }), report('ART', member(2))],
    ['a member by another', false, open('ART', { unit: '03' }), report('ART', member(2))],
    ['members of whom none was begun', true, open('ART'), report('ART', member(2))],
    ['a card by its family', true, open('KK', { digits: { family_cards: '2' } }), report('KK', card)],
    ['a card by another family', false, open('KK', { digits: { family_cards: '1' } }), report('KK', card)],
    ['cards of which none was begun', true, open('KK'), report('KK', card)],
    [
      'a business by its owner',
      true,
      open('USAHA', { digits: { businesses: '0104' } }),
      report('USAHA', business(1)),
    ],
    [
      'a business by another owner',
      false,
      open('USAHA', { digits: { businesses: '1204' } }),
      report('USAHA', business(1)),
    ],
    [
      'a mended answer by the same item',
      true,
      open('F', { digits: { atap: '9' } }),
      report('F', { answers: { atap: 9 } }),
    ],
    [
      'a mended answer by another item',
      false,
      open('F', { digits: { atap: '9' } }),
      report('F', { answers: { lantai: 9 } }),
    ],
    [
      'two answers by one of them',
      false,
      open('F', { digits: { atap: '1', kondisi_atap: '' } }),
      report('F', { answers: { atap: 1 } }),
    ],
    [
      'an answer of a member by that member',
      true,
      open('F', { unit: '02', digits: { Umur: '41' } }),
      report('F', member(2, { Umur: 41 })),
    ],
    [
      'an answer of a member by another',
      false,
      open('F', { unit: '02', digits: { Umur: '41' } }),
      report('F', member(1, { Umur: 41 })),
    ],
    [
      'an answer of a business by its owner',
      true,
      open('F', { unit: '02', digits: { omset_usaha: '1' } }),
      report('F', business(2, { omset_usaha: 1 })),
    ],
    ['a practice by a visit', false, open('LATIH', visit), report('V')],
    ['a proposal by another', false, open('BARU'), report('BARU')],
  ];
  it.each(cases)('%s: %s', (_, expected, form, given) => {
    expect(isFinishedBy(form, given)).toBe(expected);
  });
});
