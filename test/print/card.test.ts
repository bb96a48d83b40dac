import { describe, expect, it } from 'vitest';
import {
  type CardHousehold,
  type CardOptions,
  type CardVillage,
  cardDocument,
} from '../../src/print/card/card.ts';
import { cardWords } from '../../src/print/card/words.ts';

const village = '9415010001';
const options: CardOptions = { language: 'id', code: '*384*94#', number: '+620000' };

function householdOf(serial: number, changes: Partial<CardHousehold> = {}): CardHousehold {
  return {
    idbdt: village + String(serial).padStart(6, '0'),
    headName: 'Contoh Satu',
    address: 'Jalan Contoh 1',
    slsName: 'RT Contoh',
    memberCount: 2,
    members: [{ number: 1, name: 'Contoh Satu' }],
    ...changes,
  };
}

function villageOf(households: readonly CardHousehold[], changes: Partial<CardVillage> = {}): CardVillage {
  return {
    code: village,
    name: 'Kampung Contoh',
    subDistrict: 'Distrik Contoh',
    regency: null,
    households,
    ...changes,
  };
}

async function print(villages: readonly CardVillage[], changes: Partial<CardOptions> = {}): Promise<string> {
  let document = '';
  for await (const piece of cardDocument(each(villages), { ...options, ...changes })) document += piece;
  return document;
}

async function* each(villages: readonly CardVillage[]): AsyncGenerator<CardVillage> {
  yield* villages;
}

describe('the prelist card', () => {
  it('has a row a household: reference, head, where, members with numbers, boxes to tick', async () => {
    const document = await print([villageOf([householdOf(7), householdOf(8, { memberCount: 5 })])]);
    expect(document).toContain('<td class="reference">7-16</td><td><bdi>Contoh Satu</bdi></td>');
    expect(document).toContain('<bdi class="line">Jalan Contoh 1</bdi><bdi class="line">RT Contoh</bdi>');
    expect(document).toContain('<td class="reference">8-13</td>');
    expect(document).toContain('<td class="count">5</td>');
    expect(document).toContain('<b>01</b> <bdi>Contoh Satu</bdi>');
    expect(document.match(/<i><\/i>/g)).toHaveLength(2 * 4);
  });

  it('says how to report, with the first household as the example', async () => {
    const document = await print([villageOf([householdOf(7)])]);
    expect(document).toContain('*384*94#');
    expect(document).toContain('+620000');
    expect(document).toContain('RT 7-16');
    expect(document).toContain('9415010001000007\u00a016');
  });

  it('leaves a line for a number that is not given', async () => {
    expect(await print([villageOf([householdOf(7)])], { number: null })).toContain('SMS: ke ____');
  });

  it('has a section a village, with its name and code on every page', async () => {
    const other = villageOf([householdOf(1)], { code: '9415010002', name: 'Kampung Misal' });
    const document = await print([villageOf([householdOf(7)]), other]);
    expect(document.match(/<section class="village">/g)).toHaveLength(2);
    expect(document).toContain('<td colspan="7"><bdi>Kampung Misal</bdi> <b>9415010002</b></td>');
    expect(document.match(/<thead>/g)).toHaveLength(2);
    expect(document.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('shows a dash for what is not known', async () => {
    const unknown = { headName: null, address: null, slsName: null, memberCount: null, members: [] };
    const document = await print([villageOf([householdOf(7, unknown)])]);
    expect(document).toContain('7-16</td><td><bdi>-</bdi></td><td></td><td class="count">-</td><td></td>');
  });

  it('escapes whatever names hold', async () => {
    const hostile = `"><script>alert('x')</script>&`;
    const household = householdOf(7, {
      headName: hostile,
      address: hostile,
      slsName: hostile,
      members: [{ number: 1, name: hostile }],
    });
    const document = await print(
      [villageOf([household], { name: hostile, subDistrict: hostile, regency: hostile })],
      { code: hostile, number: hostile },
    );
    expect(document).not.toContain('<script');
    expect(document.match(/&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&amp;/g)?.length).toBe(10);
  });

  it('is in the language asked for', async () => {
    const [indonesian, english] = [
      await print([villageOf([householdOf(7)])]),
      await print([villageOf([householdOf(7)])], { language: 'en' }),
    ];
    expect(indonesian).toContain('<html lang="id">');
    expect(indonesian).toContain(`<th class="head">${cardWords.id.head}</th>`);
    expect(english).toContain('<html lang="en">');
    expect(english).toContain(`<th class="head">${cardWords.en.head}</th>`);
  });

  it('loads nothing from elsewhere', async () => {
    expect(await print([villageOf([householdOf(7)])])).not.toMatch(/<(script|link|img|iframe)|url\(|https?:/);
  });
});
