import { describe, expect, it } from 'vitest';
import { isMsisdn, maskMsisdn } from '../../../src/domain/identity/msisdn.ts';

describe('isMsisdn', () => {
  it.each([
    ['+6281200000001', true],
    ['+12025550100', true],
    ['6281200000001', false],
    ['+0281200000001', false],
    ['+62812', false],
    ['+6281200000001234', false],
    ['+62 81200000001', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isMsisdn(text)).toBe(expected);
  });
});

describe('maskMsisdn', () => {
  it.each([
    ['+6281200000001', '+62812***0001'],
    ['+12025550100', '+12025***0100'],
    ['+2025550', '+20255***50'],
    ['not a number', '***'],
  ])('%s: %s', (msisdn, expected) => {
    expect(maskMsisdn(msisdn)).toBe(expected);
  });
});
