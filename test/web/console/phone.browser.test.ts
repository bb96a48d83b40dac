import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../app/gateway.ts';
import { axeFaults, findChromium, launchBrowser } from '../../support/browser.ts';
import { playTranscript } from '../../support/dialogue.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('the phone in a browser', () => {
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    gateway = await startGateway('embedded store, queue in process');
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  async function openPhone(width = 1280) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    page = await context.newPage();
    await page.goto(`${gateway.address}/phone`);
    await page.selectOption('[data-as]', { label: 'Contoh Enumerator, enumerator, +6281200000001' });
  }
  const screen = () => page.locator('[data-screen]');
  const state = () => page.locator('[data-state]');
  const press = async (keys: string) => {
    for (const key of keys) await page.locator(`[data-key="${key}"]`).click();
  };
  const call = () => page.locator('[data-do="call"]').click();
  async function dial(code: string) {
    await page.locator('[data-input]').fill(code);
    await call();
  }
  async function answer(digits: string, shown: string) {
    await press(digits);
    await call();
    await screen().filter({ hasText: shown }).waitFor();
  }

  it('dials, answers by its keys, and shows the limit of the screen', async () => {
    await openPhone();
    await dial('*384*94#');
    await screen().filter({ hasText: '1 Hasil kunjungan' }).waitFor();
    expect(await page.locator('[data-meter]').textContent()).toBe('120/160 GSM-7');
    await answer('1', 'Ketik nomor urut');
    await answer('716', '7-16 C*** T***');
    await page.locator('[data-do="end"]').click();
    expect(await screen().textContent()).toBe('');
  });

  it('is typed on by the keyboard', async () => {
    await openPhone();
    await page.locator('[data-input]').fill('');
    await page.locator('h1').click();
    await page.keyboard.type('*384*94*6#');
    await page.keyboard.press('Enter');
    await screen().filter({ hasText: 'Siapkan kartu' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await state().textContent()).toBe('Selesai');
  });

  it('offers to go on after a cut in the middle', async () => {
    await openPhone();
    await dial('*384*94*4*816#');
    await screen()
      .filter({ hasText: 'P.10' })
      .or(screen().filter({ hasText: 'cek' }))
      .waitFor();
    await page.locator('[data-do="end"]').click();
    await dial('*384*94*4*716#');
    await screen().filter({ hasText: '7-16 P.10' }).waitFor();
    await answer('1', '7-16 P.12');
    await page.locator('[data-do="cut"]').click();
    expect(await state().textContent()).toBe('Sambungan terputus');
    await dial('*384*94#');
    await screen().filter({ hasText: '1 Lanjutkan' }).waitFor();
    await answer('1', '7-16 P.12');
  });

  it('gets the same bytes for a request that the provider repeats', async () => {
    await openPhone();
    await dial('*384*94*15#');
    await screen().filter({ hasText: 'English' }).waitFor();
    await page.locator('[data-do="retry"]').click();
    await state().filter({ hasText: 'balasan sama' }).waitFor();
  });

  it('is slow where it is told to be, and a cut meanwhile is never sent', async () => {
    await openPhone();
    await page.selectOption('[data-delay]', '2');
    let calls = 0;
    await page.route('**/phone/demo/call', (route) => {
      calls += 1;
      return route.continue();
    });
    await dial('*384*94*15#');
    await page.locator('[data-do="cut"]').click();
    await dial('*384*94*6#');
    await screen().filter({ hasText: 'Siapkan kartu' }).waitFor();
    expect(calls).toBe(1);
  });

  it('sends an SMS and shows the answer; practice never reaches the records', async () => {
    await openPhone(360);
    await page.locator('[data-sms]').fill('V 9-10 10112411');
    await page.locator('[data-practice]').check();
    expect(await page.locator('[data-sms-meter]').textContent()).toBe('21/160 GSM-7');
    await page.locator('[data-do="sms"]').click();
    await page.locator('.bubbles .theirs').filter({ hasText: 'LATIHAN' }).waitFor();
    expect(await gateway.record('9415010001000009')).toMatchObject({
      revisions: [],
      reports: [{ command: 'V', is_practice: true }],
    });
  });

  it('saves a transcript that plays again and shows the same', async () => {
    await openPhone();
    await dial('*384*94*14#');
    await screen().filter({ hasText: 'Ketik nomor urut' }).waitFor();
    await answer('716', '7-16 C*** T***');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-do="save"]').click(),
    ]);
    const transcript = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toBe('enumerator.txt');
    expect(transcript.match(/^> .*/gm)).toEqual(['> dial 14', '> 716']);
    expect(await playTranscript(transcript)).toBe(transcript);
  });

  it.each([360, 1280])('has nothing serious for axe, and fits %i pixels', async (width) => {
    await openPhone(width);
    expect((await axeFaults(page)).map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
  });
});
