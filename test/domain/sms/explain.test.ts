import { describe, expect, it } from 'vitest';
import { explainMessage } from '../../../src/domain/sms/explain.ts';
import { parseMessage } from '../../../src/domain/sms/parse.ts';
import { read, seven } from '../../support/sms.ts';

function explain(text: string) {
  return explainMessage(parseMessage(text), read(text), 'jawaban');
}

describe('explainMessage', () => {
  it('tells how a report was read, piece by piece', () => {
    expect(explain('LATIH v 7-16 1O112411')).toMatchObject({
      outcome: 'repaired',
      command: 'V',
      answers: { hasil_verivali: 1, tanggal_verivali: '2021-11-24' },
      problems: [],
      repairs: [{ typed: 'O', read: '0' }],
      reference: { idbdt: seven.idbdt, short: '7-16' },
      isPractice: true,
      answer: 'jawaban',
      tokens: [
        { text: 'LATIH', as: 'practice' },
        { text: 'v', as: 'keyword' },
        { text: '7', as: 'digits' },
        { text: '16', as: 'digits' },
        { text: '10112411', as: 'digits' },
      ],
    });
  });

  it.each([
    ['halo apa', [{ text: 'halo', as: 'unknown-keyword' }]],
    [
      'BANTU RT',
      [
        { text: 'BANTU', as: 'keyword' },
        { text: 'RT', as: 'word' },
      ],
    ],
    [
      'V 7-16 1A',
      [
        { text: 'V', as: 'keyword' },
        { text: '7', as: 'digits' },
        { text: '16', as: 'digits' },
        { text: '1A', as: 'not-digits' },
      ],
    ],
    [
      'NAMA 7-16 02 Contoh Dua',
      [
        { text: 'NAMA', as: 'keyword' },
        { text: '7', as: 'digits' },
        { text: '16', as: 'digits' },
        { text: '02', as: 'digits' },
        { text: 'Contoh', as: 'word' },
        { text: 'Dua', as: 'word' },
      ],
    ],
    [
      'F 7-16 atap 9',
      [
        { text: 'F', as: 'keyword' },
        { text: '7-16', as: 'word' },
        { text: 'atap', as: 'word' },
        { text: '9', as: 'word' },
      ],
    ],
    ['', []],
  ])('tells what each piece was taken for: %s', (text, tokens) => {
    expect(explain(text)).toMatchObject({
      outcome: text === 'BANTU RT' ? 'accepted' : 'rejected',
      answers: {},
      tokens,
    });
  });

  it('tells what was read of families', () => {
    expect(explain('KK 7-16 1 9999990101010001')).toMatchObject({
      outcome: 'accepted',
      answers: {},
      members: [],
      families: [{ nuk: 1, noKk: '9999990101010001' }],
      businesses: [],
    });
  });

  it('is plain JSON', () => {
    const explanation = explain('V 7-16 10112411');
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });
});
