import { describe, expect, it } from 'vitest';
import { parseNik } from '../../../src/domain/identity/nik.ts';

const on = '2021-11-24';

describe('parseNik', () => {
  it.each([
    ['a man', '9118010107800001', { area: '911801', sex: 1, bornOn: '1980-07-01', serial: '0001' }],
    ['a woman', '9118014107800001', { area: '911801', sex: 2, bornOn: '1980-07-01', serial: '0001' }],
    [
      'a woman of the 31st',
      '9118017112990002',
      { area: '911801', sex: 2, bornOn: '1999-12-31', serial: '0002' },
    ],
    [
      'born this century',
      '9118012411210003',
      { area: '911801', sex: 1, bornOn: '2021-11-24', serial: '0003' },
    ],
    [
      'born a century ago',
      '9118012511210003',
      { area: '911801', sex: 1, bornOn: '1921-11-25', serial: '0003' },
    ],
    [
      '29 February 2000',
      '9118012902000001',
      { area: '911801', sex: 1, bornOn: '2000-02-29', serial: '0001' },
    ],
    ['15 digits', '911801010780001', 'not-16-digits'],
    ['17 digits', '91180101078000011', 'not-16-digits'],
    ['a letter', '911801010780000A', 'not-16-digits'],
    ['a zero first', '0118010107800001', 'starts-with-zero'],
    ['day 0', '9118010007800001', 'impossible-date'],
    ['day 32', '9118013207800001', 'impossible-date'],
    ['day 40: a woman of day 0', '9118014007800001', 'impossible-date'],
    ['day 72', '9118017207800001', 'impossible-date'],
    ['month 13', '9118010113800001', 'impossible-date'],
    ['29 February of a common year', '9118012902990001', 'impossible-date'],
    ['serial 0000', '9118010107800000', 'serial-zero'],
  ])('%s', (_, nik, expected) => {
    expect(parseNik(nik, on)).toEqual(expected);
  });
});
