import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `kentongan print …` as its users do, from its sources. */
function print(args: readonly string[], databaseUrl = ''): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, LOG_LEVEL: 'error', DATABASE_URL: databaseUrl };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', main, 'print', ...args];
    execFile(process.execPath, command, { env, maxBuffer: 1e8 }, (error, out, err) => {
      const code = error ? Number(error.code) : 0;
      resolve({ code, out, err });
    });
  });
}

describe('kentongan print', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  let folder: string;
  beforeAll(async () => {
    postgres = await freshPostgres();
    await loadDemoIfEmpty(postgres.knex);
    folder = mkdtempSync(join(inject('runFolder'), 'print-'));
  });
  afterAll(async () => {
    await postgres.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes the card of a village to stdout, with the check digits of its households', async () => {
    const { code, out, err } = await print(['card', '--area', '9415010001'], postgres.url);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^<!doctype html>/i);
    expect(out.trimEnd().endsWith('</html>')).toBe(true);
    // Worked out by hand from ISO 7064.
    for (const reference of ['1-34', '7-16', '8-13', '20-74']) {
      expect(out).toContain(`<td class="reference">${reference}</td>`);
    }
    expect(out.match(/<td class="reference">/g)).toHaveLength(20);
    expect(out).toContain('Kampung Contoh');
    expect(out).not.toContain('Kampung Misal');
    expect(out).toContain('Anggota Dua');
  });

  it('writes the cards of every village of an area to a file that is its owner’s alone', async () => {
    const file = join(folder, 'card.html');
    const args = ['card', '--area', '9415', '--language', 'en', '--code', '*123#', '--number', '94940'];
    expect(await print([...args, '--out', file], postgres.url)).toEqual({ code: 0, out: '', err: '' });
    const card = readFileSync(file, 'utf8');
    expect(card.match(/<td class="reference">/g)).toHaveLength(40);
    expect(card).toContain('<html lang="en"');
    for (const text of ['Kampung Contoh', 'Kampung Misal', '*123#', '94940']) expect(card).toContain(text);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('writes the guide in both languages, without a store', async () => {
    const file = join(folder, 'guide.html');
    const [stdout, toFile] = await Promise.all([
      print(['guide']),
      print(['guide', '--language', 'en', '--out', file]),
    ]);
    expect({ ...stdout, out: '' }).toEqual({ code: 0, out: '', err: '' });
    expect(toFile).toEqual({ code: 0, out: '', err: '' });
    expect(stdout.out).toContain('<html lang="id"');
    expect(stdout.out).toContain('Sumber air minum');
    const english = readFileSync(file, 'utf8');
    expect(english).toContain('<html lang="en"');
    expect(english).toContain('Source of drinking water');
  });

  const kentongan = (line: string) => new RegExp(`^kentongan: ${line}\\n$`);
  it.each([
    ['an area without households', ['card', '--area', '9999'], 1, kentongan('No household of this area .*')],
    ['what is no area', ['card', '--area', 'Asmat'], 2, kentongan('--area takes a BPS code .*')],
    ['no area', ['card'], 2, /--area/],
    ['an unknown language', ['guide', '--language', 'nl'], 2, /Allowed choices are id, en/],
    ['an unknown document', ['poster'], 2, /unknown command 'poster'/],
    [
      'a folder that is not there',
      ['guide', '--out', '/nowhere/guide.html'],
      1,
      kentongan("/nowhere/guide.html can't be written .*"),
    ],
  ])('says what is wrong, and writes nothing: %s', async (_, args, code, message) => {
    const ended = await print(args, postgres.url);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toMatch(message);
  });

  it('leaves nothing beside a file that it could not write', async () => {
    const taken = mkdtempSync(join(folder, 'taken-'));
    expect(await print(['guide', '--out', taken])).toMatchObject({ code: 1, out: '' });
    expect(existsSync(`${taken}.part`)).toBe(false);
  });

  it('explains itself', async () => {
    const [both, card] = await Promise.all([print(['--help']), print(['card', '--help'])]);
    expect([both.code, card.code]).toEqual([0, 0]);
    expect(both.out).toMatch(/card .*\n(.*\n)*.*guide /);
    for (const option of ['--area', '--language', '--code', '--number', '--out']) {
      expect(card.out).toContain(option);
    }
  });
});
