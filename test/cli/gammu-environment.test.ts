import { describe, expect, it } from 'vitest';
import { readGammuEnvironment } from '../../src/cli/hand-over/gammu-environment.ts';

const from = '+6281200000001';
const one = { SMS_MESSAGES: '1', SMS_1_NUMBER: from, SMS_1_TEXT: 'V 7-16 satu', SMS_1_REFERENCE: '0' };
const long = { ...one, SMS_MESSAGES: '2', SMS_2_NUMBER: from, SMS_2_TEXT: ' dua' };

describe('readGammuEnvironment', () => {
  it.each([
    ['one message', one, 'V 7-16 satu'],
    [
      'a long one that SMSD joined',
      { ...long, DECODED_PARTS: '1', DECODED_1_TEXT: 'V 7-16 satu dua' },
      'V 7-16 satu dua',
    ],
    [
      'one joined in two pieces',
      { ...long, DECODED_PARTS: '2', DECODED_1_TEXT: 'a', DECODED_2_TEXT: 'b' },
      'ab',
    ],
    ['parts that SMSD could not join', { ...long, DECODED_PARTS: '0' }, 'V 7-16 satu dua'],
    ['a last part that came too late', { ...one, SMS_1_TEXT: 'dua', DECODED_PARTS: '0' }, 'dua'],
    ['an empty text', { ...one, SMS_1_TEXT: '' }, ''],
    ['a binary message, which has none', { SMS_MESSAGES: '1', SMS_1_NUMBER: from }, ''],
    ['the word of a status report without reference', { ...one, SMS_1_TEXT: 'Delivered' }, 'Delivered'],
    ['a reference with another text', { ...one, SMS_1_REFERENCE: '7' }, 'V 7-16 satu'],
  ])('reads %s', (_label, env, text) => {
    expect(readGammuEnvironment(env, ['IN_00.txt'])).toMatchObject({ from, text });
  });

  it.each([
    ['no message', {}],
    ['a count that is none', { ...one, SMS_MESSAGES: 'x' }],
    ['no sender', { SMS_MESSAGES: '1', SMS_1_TEXT: 'x' }],
    ['a status report', { ...one, SMS_1_TEXT: 'Delivered', SMS_1_REFERENCE: '12' }],
  ])('finds no message in %s', (_label, env) => {
    expect(readGammuEnvironment(env, [])).toBeNull();
  });

  it('knows a repeated run by the name of its file, and another message of that name by its text', () => {
    const id = (env: typeof one, ...ids: string[]) => readGammuEnvironment(env, ids)?.id;
    expect(id(one, 'IN_00.txt')).toBe(id(one, 'IN_00.txt'));
    expect(id(one, 'IN_01.txt')).not.toBe(id(one, 'IN_00.txt'));
    expect(id({ ...one, SMS_1_TEXT: 'V 7-16 dua' }, 'IN_00.txt')).not.toBe(id(one, 'IN_00.txt'));
    expect(id(one)).toBeNull();
  });
});
