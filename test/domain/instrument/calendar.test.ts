import { describe, expect, it } from 'vitest';
import { ageOn, isRealDate, newestDate } from '../../../src/domain/instrument/calendar.ts';

describe('newestDate', () => {
  it.each([
    ['the day itself', 11, 24, '2021-11-24', '2021-11-24'],
    ['the day before', 11, 23, '2021-11-24', '2021-11-23'],
    ['the day after is a year ago', 11, 25, '2021-11-24', '2020-11-25'],
    ['31 December read on 1 January', 12, 31, '2022-01-01', '2021-12-31'],
    ['1 January read on 31 December', 1, 1, '2021-12-31', '2021-01-01'],
    ['29 February in its year', 2, 29, '2024-03-01', '2024-02-29'],
    ['29 February the day before', 2, 29, '2024-02-28', '2020-02-29'],
    ['29 February in a common year', 2, 29, '2023-11-24', '2020-02-29'],
    ['29 February over a century without it', 2, 29, '2103-12-31', '2096-02-29'],
    ['29 February in 2000', 2, 29, '2001-01-01', '2000-02-29'],
  ])('%s', (_, month, day, notAfter, expected) => {
    expect(newestDate(month, day, notAfter)).toBe(expected);
  });

  it.each([
    [2, 30],
    [2, 31],
    [4, 31],
    [6, 31],
    [9, 31],
    [11, 31],
    [13, 1],
    [0, 1],
    [1, 0],
    [1, 32],
  ])('has no month %i day %i in any year', (month, day) => {
    expect(newestDate(month, day, '2024-12-31')).toBeNull();
  });
});

describe('isRealDate', () => {
  it.each([
    [2024, 2, 29, true],
    [2023, 2, 29, false],
    [1900, 2, 29, false],
    [2000, 2, 29, true],
    [2021, 4, 30, true],
    [2021, 12, 31, true],
  ])('%i-%i-%i: %s', (year, month, day, expected) => {
    expect(isRealDate(year, month, day)).toBe(expected);
  });
});

describe('ageOn', () => {
  it.each([
    ['the day of birth', '2021-11-24', '2021-11-24', 0],
    ['the day before a birthday', '1981-11-25', '2021-11-24', 39],
    ['a birthday', '1981-11-24', '2021-11-24', 40],
    ['a birthday on 29 February, in a common year', '2000-02-29', '2021-02-28', 20],
  ])('%s', (_, bornOn, day, age) => {
    expect(ageOn(bornOn, day)).toBe(age);
  });
});
