import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/web/console/csv.ts';
import { routes } from '../../../src/web/console/routes.ts';
import { eachStore } from '../../support/database.ts';
import { requestOf } from './request-of.ts';
import { routeTable } from './route-table.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

const hostile = [
  ['markup', '"><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a formula', '=HYPERLINK("http://evil.example","x")'],
  ['another alphabet', 'ᮞᮥᮔ᮪ᮓ ꦗꦮ عربي 漢字 👪 \u202e'],
  ['SQL', `'; DROP TABLE users; --`],
  ['a zero byte', 'a\u0000b'],
  ['a percent sign', '%00%ff%'],
  ['a path', '../../../../etc/passwd'],
] as const;

describe('a cell of a CSV file', () => {
  it.each([
    ['a formula', '=1+1', "'=1+1"],
    ['a formula after a blank', ' =1', "' =1"],
    ['a tab in front', '\t=1', "'\t=1"],
    ['a plus', '+62812', "'+62812"],
    ['a wide equals sign', '＝1', "'＝1"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['quotes and commas', 'a,"b"', '"a,""b"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a plain text', 'Contoh Satu', 'Contoh Satu'],
    ['a negative number', -5, '-5'],
    ['nothing', null, ''],
  ])('holds %s as text', (_label, cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });
});

eachStore('hostile input', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    opened = await open();
    world = await openConsole(opened.knex);
  });
  afterAll(() => opened.drop());

  for (const route of routes) {
    const tabled = routeTable.find(({ id }) => id === route.id);
    const fields = new Set([...Object.keys(route.input.shape), ...Object.keys(tabled?.input ?? {}), 'lang']);
    for (const field of fields) {
      it.each(hostile)(`in ${field} of ${route.id}: %s`, async (_label, text) => {
        world.forget();
        const sent = requestOf(route, { ...tabled?.input, [field]: text });
        const answer = await world.send('admin', sent);
        expect(answer.status).toBeLessThan(500);
        const shown = answer.text ?? '';
        expect(shown).not.toContain('<script>alert');
        expect(shown).not.toContain('<img src=x');
        if (String(answer.headers['content-type']).startsWith('text/csv'))
          expect(shown).not.toMatch(/^\s*"?[=+@]/m);
      });
    }

    if (route.method === 'post') {
      it(`a body of a megabyte to ${route.id}`, async () => {
        world.forget();
        const sent = requestOf(route, { ...tabled?.input, big: 'x'.repeat(1_000_000) });
        const answer = await world.send('admin', sent).catch(() => null);
        if (answer && route.maxBodyBytes === undefined) expect(answer.status).toBe(413);
      });
    }
  }
});
