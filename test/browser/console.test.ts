import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { today } from '../app/gateway.ts';
import { findChromium, launchBrowser, openWindow, seriousFaults, watchPage } from '../support/browser.ts';
import { type BrowserWorld, startForBrowsers } from './world.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)('the console in a browser', () => {
  let world: BrowserWorld;
  let browser: Browser;
  let admin: string;
  let korkab: string;

  beforeAll(async () => {
    world = await startForBrowsers();
    browser = await launchBrowser(chromium ?? '');
    admin = await world.addPerson('contoh.admin', 'admin', ['00']);
    korkab = await world.addPerson('contoh.korkab', 'korkab', ['9415']);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  async function open(session: string, path: string, width?: number): Promise<{ page: Page; met: string[] }> {
    const context = await openWindow(browser, { address: world.address, session, ...(width && { width }) });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const met = watchPage(page);
    await page.goto(path);
    return { page, met };
  }

  it('signs in by name and password, goes where one wanted, and signs out', async () => {
    const { page, met } = await open('', '/areas/9415010');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('Nama pengguna').fill('contoh.korkab');
    await page.getByLabel('Kata sandi').fill('salah sama sekali');
    await page.getByRole('button', { name: 'Masuk' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('salah');
    await page.getByLabel('Nama pengguna').fill('contoh.korkab');
    await page.getByLabel('Kata sandi').fill(world.password);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.waitForURL('**/areas/9415010');
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/areas/9415010');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(met.filter((what) => !what.includes('401'))).toEqual([]);
  });

  it('signs in by the link that the start of the demo tells, once', async () => {
    const { page } = await open('', world.signInPath ?? '');
    await page.waitForURL('**/areas/00');
    const again = await open('', world.signInPath ?? '');
    expect(await again.page.textContent('body')).toContain('sudah dipakai');
  });

  it('goes down from the nation to a household, and back by the crumbs', async () => {
    const { page, met } = await open(admin, '/');
    for (const name of ['Papua', 'Kabupaten Asmat', 'Distrik Contoh', 'Kampung Contoh']) {
      await page.getByRole('table').getByRole('link', { name, exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    expect(await page.getByRole('row', { name: 'Contoh Tujuh Jalan' }).textContent()).toContain('7-16');
    const crumbs = page.getByRole('navigation', { name: 'Letak halaman ini' });
    expect(await crumbs.getByRole('listitem').count()).toBe(5);
    await crumbs.getByRole('link', { name: 'Kabupaten Asmat' }).click();
    await page.waitForURL('**/areas/9415');
    expect(met).toEqual([]);
  });

  it('keeps a regency to itself', async () => {
    const { page } = await open(korkab, '/');
    expect(new URL(page.url()).pathname).toBe('/areas/9415');
    const response = await page.goto('/areas/94');
    expect(response?.status()).toBe(403);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tidak diizinkan');
    expect(await page.getByRole('link', { name: 'Pengguna' }).count()).toBe(0);
  });

  it('tells a new report without loading the page anew', async () => {
    const { page, met } = await open(admin, '/areas/9415010001');
    await page.evaluate('window.isSamePage = true');
    const visited = page.locator('[data-figure="visited"]');
    expect(await visited.textContent()).toBe('0');
    await world.report(`V 7-16 1011${today()}`);
    await expect.poll(() => visited.textContent(), { timeout: 20_000 }).toBe('1');
    expect(await page.evaluate('window.isSamePage')).toBe(true);
    await page.reload();
    expect(await page.locator('figure svg title').last().textContent()).toContain(': 1');
    expect(met).toEqual([]);
  });

  it('is worked by keyboard alone: skip link, and the map by arrows', async () => {
    const { page } = await open(admin, '/areas/00');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.locator('.tiles a').first().focus();
    expect(await page.locator('.tip').textContent()).toMatch(/^Kabupaten Asmat: /);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/areas/9415');
  });

  it('chooses by what the map is coloured, in the other language too', async () => {
    const { page, met } = await open(admin, '/areas/00');
    await page.getByLabel('Warna menurut').selectOption('held');
    await page.waitForURL('**/areas/00?show=held');
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL('**lang=en**');
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(
      'Map of regencies and towns',
    );
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(met).toEqual([]);
  });

  const pages = ['/sign-in', '/areas/00', '/areas/9415', '/areas/9415010001', '/users', '/areas/11'];
  describe.each([1280, 360])('%i pixels wide', (width) => {
    it.each(pages.flatMap((path) => ['id', 'en'].map((language) => [path, language] as const)))(
      '%s in %s: axe finds nothing serious, nothing lies outside, all is from here',
      async (path, language) => {
        const { page, met } = await open(path === '/sign-in' ? '' : admin, `${path}?lang=${language}`, width);
        expect(await seriousFaults(page)).toEqual([]);
        const outside = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect(outside).toBeLessThanOrEqual(0);
        expect(met.filter((what) => !what.includes('404'))).toEqual([]);
        await shoot(page, `${path.slice(1).replaceAll('/', '-')}-${language}-${width}`);
      },
    );
  });

  it('works without scripts', async () => {
    const context = await browser.newContext({ baseURL: world.address, javaScriptEnabled: false });
    onTestFinished(() => context.close());
    await context.addCookies([{ name: 'kentongan_session', value: admin, url: world.address }]);
    const page = await context.newPage();
    await page.goto('/areas/00');
    await page.getByLabel('Warna menurut').selectOption('complete');
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    await page.waitForURL('**/areas/00?show=complete');
    await page.locator('.tiles a').first().click();
    await page.waitForURL('**/areas/9415');
  });
});

/** Pictures to look at, where SCREENSHOTS names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
