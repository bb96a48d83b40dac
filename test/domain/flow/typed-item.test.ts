import { describe, expect, it } from 'vitest';
import { anyForm } from '../../../src/domain/flow/any-form.ts';
import { couldAnswerItem, navigationOfItem, rightDigits } from '../../../src/domain/flow/typed-item.ts';
import { instrument, receivedOn } from '../../support/instrument.ts';

function itemOf(column: string) {
  const item = instrument.items.get(column);
  if (!item) throw new Error(`There is no item ${column}`);
  return item;
}

describe('rightDigits', () => {
  it.each([
    ['a code', 'atap', '6', '06'],
    ['a code with its zero', 'atap', '06', '06'],
    ['a count', 'luas_lantai', '45', '045'],
    ['separators', 'luas_atb', '1.200', '01200'],
    ['zero as an answer', 'Penyakit_kronis', '0', '0'],
    ['zeros as an answer, in full width', 'jumlah_sapi', '00', '00'],
    ['a date', 'tanggal_verivali', '2411', '2411'],
  ])('reads %s', (_, column, typed, digits) => {
    expect(rightDigits(anyForm, itemOf(column), typed, receivedOn)).toBe(digits);
  });

  it.each([
    ['words', 'atap', 'seng', 'not-digits'],
    ['nothing', 'atap', '', 'not-digits'],
    ['too many digits', 'atap', '006', 'too-long'],
    ['a narrower count where zeros are an answer', 'jumlah_sapi', '5', 'too-short'],
    ['a part of a date', 'tanggal_verivali', '24', 'too-short'],
    ['a code that is none', 'atap', '11', 'code-out-of-list'],
    ['a code of the other pair', 'ada_ac', '3', 'wrong-pair'],
    ['a day that no year has', 'tanggal_verivali', '3102', 'not-a-date'],
    ['zeros where something must be answered', 'luas_lantai', '000', 'must-answer'],
  ])('refuses %s', (_, column, typed, kind) => {
    expect(rightDigits(anyForm, itemOf(column), typed, receivedOn)).toMatchObject({ kind });
  });
});

describe('navigationOfItem', () => {
  const typed = [...instrument.items.values()].filter(({ width }) => width > 0);

  it.each(typed.map((item) => [item.column, item] as const))('is no answer to %s', (_, item) => {
    const tokens = Object.values(navigationOfItem(anyForm, item));
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.filter((token) => couldAnswerItem(anyForm, item, token))).toEqual([]);
  });

  it.each([
    ['as everywhere where no answer has zeros', 'atap', { back: '0', home: '00', next: '99' }],
    ['longer back where 0 is an answer', 'Penyakit_kronis', { back: '000', home: '00', next: '99' }],
    ['longer home where 00 is an answer', 'Jenis_cacat', { back: '0', home: '000', next: '99' }],
    ['longer next where 99 is an answer', 'jumlah_sapi', { back: '0', home: '000', next: '999' }],
  ])('is %s', (_, column, tokens) => {
    expect(navigationOfItem(anyForm, itemOf(column))).toEqual(tokens);
  });
});
