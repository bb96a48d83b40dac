import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchWords } from '../../../src/domain/search/words.ts';

describe('searchWords', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '  ', []],
    ['words in any letter case', 'Contoh SATU', ['contoh', 'satu']],
    ['apostrophes and hyphens', "Ma'ruf Al-Amin", ['ma', 'ruf', 'al', 'amin']],
    ['a word twice', 'contoh Contoh', ['contoh']],
    ['full-width letters', 'Ｃｏｎｔｏｈ', ['contoh']],
    ['six words at the most', 'a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('takes %s', (_, text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('holds letters and digits only, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        searchWords(text).every((word) => /^[\p{L}\p{N}]+$/u.test(word)),
      ),
    );
  });
});
