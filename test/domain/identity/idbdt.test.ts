import { describe, expect, it } from 'vitest';
import {
  isIdbdt,
  isProposal,
  makeIdbdt,
  nextProposal,
  partsOfIdbdt,
  serialOf,
  villageOf,
} from '../../../src/domain/identity/idbdt.ts';
import { shortReference } from '../../../src/domain/identity/short-reference.ts';

const idbdt = '9415010001000007';

describe('an IDBDT', () => {
  it('has its parts', () => {
    expect(partsOfIdbdt(idbdt)).toEqual({
      province: '94',
      regency: '15',
      subDistrict: '010',
      village: '001',
      serial: '000007',
    });
    expect(villageOf(idbdt)).toBe('9415010001');
    expect(serialOf(idbdt)).toBe(7);
  });

  it.each([
    ['9415010001000007', true],
    ['941501000100000', false],
    ['94150100010000077', false],
    ['941501000100000a', false],
    ['', false],
    ['9415010001000007\n', false],
  ])('is %j: %s', (text, expected) => {
    expect(isIdbdt(text)).toBe(expected);
  });

  it.each([
    ['9415010001', 7, idbdt],
    ['9415010001', 999999, '9415010001999999'],
    ['9415010001', 1_000_000, null],
    ['9415010001', -1, null],
    ['9415010001', 1.5, null],
    ['9415010', 7, null],
  ])('is made of village %s and serial %s', (village, serial, expected) => {
    expect(makeIdbdt(village, serial)).toBe(expected);
  });

  it.each([
    ['the first', null, '9415010001900001'],
    ['the first after the prelist', 20, '9415010001900001'],
    ['the next', 900_001, '9415010001900002'],
    ['none when used up', 999_999, null],
  ])('is proposed: %s', (_, highest, expected) => {
    expect(nextProposal('9415010001', highest)).toBe(expected);
  });

  it('tells proposals from the prelist', () => {
    expect(isProposal('9415010001900001')).toBe(true);
    expect(isProposal(idbdt)).toBe(false);
  });

  it('is called by its serial and check digits', () => {
    expect(shortReference(idbdt)).toBe('7-16');
  });
});
