import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from '../../../src/domain/flow/screen.ts';
import { septets } from '../../../src/domain/sms/gsm7.ts';

const layout = { rest: null, hints: ['0 Kembali'], next: '99 Lanjut' };

describe('paginate', () => {
  it.each([
    ['one page where all fits', ['Satu', 'Dua'], 30, ['Satu\nDua\n0 Kembali']],
    [
      'lines kept whole',
      ['Satu dua tiga', 'Empat lima'],
      33,
      ['Satu dua tiga\n0 Kembali 99 Lanjut', 'Empat lima\n0 Kembali'],
    ],
    [
      'a long line broken between words',
      ['Satu dua tiga empat lima enam tujuh'],
      37,
      ['Satu dua tiga\n0 Kembali 99 Lanjut', 'empat lima enam\n0 Kembali 99 Lanjut', 'tujuh\n0 Kembali'],
    ],
    [
      'signs of two septets counted as two',
      ['[[[[[', ']]]]]'],
      30,
      ['[[[[[\n0 Kembali 99 Lanjut', ']]]]]\n0 Kembali'],
    ],
  ])('makes %s', (_, lead, limit, pages) => {
    expect([...paginate({ ...layout, lead }, limit)]).toEqual(pages);
  });

  it('begins the rest on a page of its own, though there is room', () => {
    const pages = [...paginate({ ...layout, lead: ['Satu'], rest: () => ['Dua'] }, 160)];
    expect(pages).toEqual(['Satu\n0 Kembali 99 Lanjut', 'Dua\n0 Kembali']);
  });

  it('keeps to the limit and loses no word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'B', '7', '[', '€'), minLength: 1, maxLength: 9 });
    const lines = fc.array(
      fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 60, max: 182 }), (lead, rest, limit) => {
        const behind = rest.length > 0 ? () => rest : null;
        const pages = [...paginate({ ...layout, lead: ['Awal', ...lead], rest: behind }, limit)];
        for (const page of pages) expect(septets(page)).toBeLessThanOrEqual(limit);
        const shown = pages.map((page) => page.slice(0, page.lastIndexOf('\n'))).join(' ');
        expect(shown.split(/\s/)).toEqual(['Awal', ...lead, ...rest].join(' ').split(' '));
      }),
    );
  });
});
