import { describe, expect, it } from 'vitest';
import { faultCode, isContention } from '../../src/store/fault-code.ts';

const database = (code: string, constraint?: string) =>
  Object.assign(new Error('Key (nik)=(9415010101900001) already exists'), { code, constraint });

describe('faultCode', () => {
  const cases: [string, unknown, RegExp][] = [
    [
      'a database error with a constraint',
      database('23505', 'reports_receipt_key'),
      /^23505 reports_receipt_key$/,
    ],
    ['a database error without one', database('22P02'), /^22P02$/],
    ['an error of ours', new RangeError('secret 123'), /^RangeError at fault-code\.test\.ts:\d+:\d+$/],
    ['an error without a stack', Object.assign(new Error('secret'), { stack: undefined }), /^Error$/],
    ['something thrown that is no error', 'secret', /^unknown fault$/],
  ];
  it.each(cases)('%s', (_, error, expected) => {
    expect(faultCode(error)).toMatch(expected);
  });
});

describe('isContention', () => {
  const cases: [string, unknown, boolean][] = [
    ['serialisation failure', database('40001'), true],
    ['deadlock', database('40P01'), true],
    ['the same revision twice', database('23505', 'revisions_number_key'), true],
    ['the same receipt twice', database('23505', 'reports_receipt_key'), false],
    ['a broken check', database('23514', 'udrt_lantai_check'), false],
    ['an error of ours', new Error('40001'), false],
  ];
  it.each(cases)('%s', (_, error, expected) => {
    expect(isContention(error)).toBe(expected);
  });
});
