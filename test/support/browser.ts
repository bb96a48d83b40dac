import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] as const;
const installLine = 'apt-get update && apt-get install -y --no-install-recommends chromium';

/** Chromium of the machine, installed where it can be; null, saying why, where it can't. */
export function findChromium(): string | null {
  const there = () => paths.find((path) => existsSync(path)) ?? null;
  if (there()) return there();
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`Chromium is missing, installing: ${installLine}`);
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync('sh', ['-c', installLine], { stdio: 'pipe', env });
    } catch {
      // Said below.
    }
  }
  if (!there())
    console.log(`Browser tests are skipped: no Chromium. Install it (on Debian: ${installLine}).`);
  return there();
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What a browser met on a page that it should not have: errors of scripts, refusals of the CSP, foreign hosts. */
export function watchPage(page: Page): string[] {
  const met: string[] = [];
  page.on('pageerror', (error) => met.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') met.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== '127.0.0.1' && hostname !== 'localhost') met.push(`host: ${hostname}`);
  });
  return met;
}

/** What axe finds on a page, with where. Evaluated from outside, so that the page's own CSP stands. */
export async function axeFaults(
  page: Page,
): Promise<Pick<AxeResults['violations'][number], 'id' | 'impact' | 'nodes'>[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations;
}

/** Those that are serious or critical, in a line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  return (await axeFaults(page))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** A window of a size, in which a session of the console is open. */
export async function openWindow(
  browser: Browser,
  {
    address,
    session,
    width = 1280,
  }: { readonly address: string; readonly session: string; readonly width?: number },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    baseURL: address,
    locale: 'id-ID',
  });
  await context.addCookies([{ name: 'kentongan_session', value: session, url: address }]);
  return context;
}
