import { describe, expect, it } from 'vitest';
import { budgetLevel } from '../../../src/domain/delivery/budget.ts';
import { chooseChannel, type Sender } from '../../../src/domain/delivery/choose-channel.ts';
import { parseMoney } from '../../../src/domain/delivery/money.ts';
import { bookingOf, defaultTerms } from '../../../src/domain/delivery/terms.ts';

describe('parseMoney', () => {
  it.each([
    ['KES 0.8000', null, { currency: 'KES', amount: 0.8 }],
    ['IDR 350', null, { currency: 'IDR', amount: 350 }],
    ['350 IDR', null, { currency: 'IDR', amount: 350 }],
    ['USD -0.00750', null, { currency: 'USD', amount: 0.0075 }],
    ['350', 'IDR', { currency: 'IDR', amount: 350 }],
    ['350', null, null],
    ['0', null, null],
    ['Rp 350', 'IDR', null],
    ['IDR 350 KES', null, null],
    ['KES 1,000', null, null],
    ['', 'IDR', null],
  ])('%s', (text, currency, expected) => {
    expect(parseMoney(text, currency)).toEqual(expected);
  });
});

describe('bookingOf', () => {
  const terms = { ...defaultTerms, cost: { currency: 'IDR', amount: 350 } };
  const success = { ok: true, providerMessageId: null, cost: null } as const;
  it.each([
    ['nothing known', 'x', success, defaultTerms, { segments: 1, cost: null }],
    ['by the file', 'x', success, terms, { segments: 1, cost: { currency: 'IDR', amount: 350 } }],
    [
      'two segments by the file',
      'x'.repeat(161),
      success,
      terms,
      { segments: 2, cost: { currency: 'IDR', amount: 700 } },
    ],
    [
      'two segments by the alphabet',
      'x'.repeat(71),
      success,
      { ...terms, alphabet: 'ucs2' as const },
      { segments: 2, cost: { currency: 'IDR', amount: 700 } },
    ],
    [
      'the provider knows better',
      'x',
      { ...success, cost: 'KES 0.8000' },
      terms,
      { segments: 1, cost: { currency: 'KES', amount: 0.8 } },
    ],
    [
      'the provider says a bare amount',
      'x',
      { ...success, cost: '300' },
      terms,
      { segments: 1, cost: { currency: 'IDR', amount: 300 } },
    ],
    [
      'the provider says nothing readable',
      'x',
      { ...success, cost: 'free' },
      terms,
      { segments: 1, cost: { currency: 'IDR', amount: 350 } },
    ],
  ])('%s', (_label, text, sent, given, booking) => {
    expect(bookingOf(text, sent, given)).toEqual(booking);
  });
});

describe('budgetLevel', () => {
  const budget = { perDay: { currency: 'IDR', amount: 1_000 }, warnAt: 0.8, quietAt: 1 };
  it.each([
    [799, budget, 'within'],
    [800, budget, 'warned'],
    [999, budget, 'warned'],
    [1_000, budget, 'quiet'],
    [5_000, { ...budget, quietAt: null }, 'warned'],
  ] as const)('%i spent', (spent, given, level) => {
    expect(budgetLevel(spent, given)).toBe(level);
  });
});

describe('chooseChannel', () => {
  const tsel: Sender = { id: 'tsel', prefixes: ['+62811', '+62812'] };
  const halo: Sender = { id: 'halo', prefixes: ['+628120'] };
  const any: Sender = { id: 'any', prefixes: [] };
  it.each<[string, string, string | null, [Sender, ...Sender[]], string]>([
    ['its operator, whatever was used last', '+62811000', 'any', [any, tsel], 'tsel'],
    ['the longest prefix', '+62812000', null, [tsel, halo], 'halo'],
    ['the longest prefix, in any order', '+62812000', null, [halo, tsel], 'halo'],
    ['the first of two that are as long', '+62811000', null, [tsel, { ...tsel, id: 'other' }], 'tsel'],
    ['the last used one', '+62856000', 'any', [tsel, any], 'any'],
    ['the first, when the last used one is gone', '+62856000', 'gone', [tsel, any], 'tsel'],
    ['the first, when none was used', '+62856000', null, [any, tsel], 'any'],
  ])('%s', (_label, msisdn, lastUsed, senders, expected) => {
    expect(chooseChannel(msisdn, lastUsed, senders)).toBe(expected);
  });
});
