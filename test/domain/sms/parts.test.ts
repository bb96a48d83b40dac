import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinParts, readPart } from '../../../src/domain/sms/parts.ts';
import { read, seven, wholeBlocks, wholeDigits } from '../../support/sms.ts';

describe('readPart', () => {
  it.each([
    ['the first', '1/2 RT 7-16 121', { part: 1, total: 2, text: 'RT 7-16 121' }],
    ['the second', '2/2 4242', { part: 2, total: 2, text: '4242' }],
    ['in brackets', '(2/3)4242', { part: 2, total: 3, text: '4242' }],
    ['with spaces', ' ( 2 / 3 ) 4242', { part: 2, total: 3, text: '4242' }],
    ['glued to the keyword', '1/9V 7-16', { part: 1, total: 9, text: 'V 7-16' }],
    ['a colon behind', '1/2: V 7-16', { part: 1, total: 2, text: 'V 7-16' }],
    ['full-width', '１／２ V', { part: 1, total: 2, text: 'V' }],
  ])('%s', (_, text, part) => {
    expect(readPart(text)).toEqual(part);
  });

  it.each([
    ['a message', 'V 7-16 10112411'],
    ['digits behind a keyword', 'V 1/2 10112411'],
    ['one part of one', '1/1 V'],
    ['beyond the total', '3/2 V'],
    ['no first part', '0/2 V'],
    ['more digits', '1/24 V'],
    ['a date', '1/2/2021 V'],
    ['a mark alone', '1/2'],
    ['a mark and a space', '1/2 '],
    ['nothing', ''],
  ])('is none: %s', (_, text) => {
    expect(readPart(text)).toBeNull();
  });
});

describe('joinParts', () => {
  const cut = (text: string, at: number) => [text.slice(0, at), text.slice(at)].map((part) => part.trim());

  it.each([
    ['solid', `RT716${wholeDigits}`],
    ['grouped', `RT 7-16 ${Object.values(wholeBlocks).join(' ')}`],
  ])('makes a message that is read as the whole one, cut anywhere in its digits: %s', (_, text) => {
    const behindKeyword = fc.integer({ min: text.indexOf('7') + 8, max: text.length - 1 });
    fc.assert(
      fc.property(behindKeyword, (at) => {
        const joined = read(joinParts(cut(text, at)));
        expect(joined.report?.answers).toEqual(read(text).report?.answers);
        expect(joined.idbdt).toBe(seven.idbdt);
      }),
    );
  });

  it('puts a space between words', () => {
    expect(joinParts(['NAMA 7-16 02 Contoh', 'Dua'])).toBe('NAMA 7-16 02 Contoh Dua');
  });
});
