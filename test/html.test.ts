import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cssString, html } from '../src/html.ts';

describe('html', () => {
  const cases = [
    ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['quotes, as they end attributes', `"'`, '&quot;&#39;'],
    ['what needs no escape', 'Contoh Satu', 'Contoh Satu'],
  ] as const;

  it.each(cases)('escapes %s', (_, text, markup) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${markup}">${markup}</p>`);
  });

  it('leaves markup as it is, one or a list', () => {
    const one = html`<b>${'<'}</b>`;
    expect(html`${one}${[one, one]}${7}`.markup).toBe('<b>&lt;</b><b>&lt;</b><b>&lt;</b>7');
  });

  it('lets no text out of its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('a string of CSS', () => {
  it('holds what would end it or the style as escapes', () => {
    expect(cssString(`a"\\</style>`)).toBe('"a\\22 \\5c \\3c \\2f style\\3e "');
  });
});
