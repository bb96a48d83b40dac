import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { freshDataDir } from '../support/database.ts';
import { enumerator, today } from './gateway.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** Starts the program as its users do, from its sources. */
function start(args: readonly string[], env: Record<string, string>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], env: Record<string, string>, input = '') {
  const child = start(args, env);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout?.on('data', (chunk) => out.push(String(chunk)));
  child.stderr?.on('data', (chunk) => err.push(String(chunk)));
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  return { code, out: out.join(''), err: err.join('') };
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listens on (\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('It ended before it listened');
}

describe('the program', { timeout: 240_000 }, () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const serve = async (dataDir: string) => {
    const child = start(['serve'], { DATA_DIR: dataDir });
    children.push(child);
    return { child, address: await listening(child) };
  };

  it('serves, lets commands through, refuses a second server, and stops in order within 10 s', async () => {
    const dataDir = await freshDataDir();
    const { child, address } = await serve(dataDir);
    const env = { DATA_DIR: dataDir };

    const second = await run(['serve'], env);
    expect(second.code).toBe(1);
    expect(second.err.trim().split('\n')).toHaveLength(1);
    expect(second.err).toContain(dataDir);

    const phone = await run(
      ['phone', '--as', enumerator, '--transcript', join(dataDir, 'transcript.txt')],
      env,
      `*384*94#\n1\n716\n1011${today()}\n1\nsms CEK 7-16\n`,
    );
    expect(phone.out).toContain('END');
    expect(phone.out).toContain('Laporan 7-16 diterima');
    expect(phone.out).toContain('> sms CEK 7-16');
    const record = await run(['record', '9415010001000007'], env);
    expect(JSON.parse(record.out).udrt).toMatchObject({ hasil_verivali: 1, sumber_data: 'USSD' });

    const [sent] = await Promise.all([
      fetch(`${address}/channels/at/sms?token=demo`, {
        method: 'POST',
        body: new URLSearchParams({
          id: 'last',
          from: enumerator,
          to: '9',
          date: '2021-11-24 08:00:00',
          text: `V 8-13 1015${today()}`,
        }),
      }),
    ]);
    expect(sent.status).toBe(200);
    const stopping = Date.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(Date.now() - stopping).toBeLessThan(10_000);
    await serve(dataDir);
    await expect
      .poll(
        async () => JSON.parse((await run(['record', '9415010001000008'], env)).out).udrt.hasil_verivali,
        {
          timeout: 20_000,
        },
      )
      .toBe(5);
  });

  it('imports what is good of a file, names the lines that are bad, and takes nothing with --strict', async () => {
    const env = { DATA_DIR: await freshDataDir() };
    const file = join(inject('runFolder'), 'areas.csv');
    writeFileSync(
      file,
      'kode_bps,kode_kemendagri,nama,tingkat\n94,91,Contoh,provinsi\n9415,93.04,Contoh,kabupaten\n94x,1,Salah,kabupaten\n',
    );
    const strict = await run(['import', 'areas', file, '--strict'], env);
    expect(strict).toMatchObject({ code: 1 });
    expect(strict.out).toContain('0 written');
    const lenient = await run(['import', 'areas', file], env);
    expect(lenient).toMatchObject({ code: 1 });
    expect(lenient.out).toContain('2 written');
    expect(lenient.out).toMatch(/line 4: /);
  });

  const mistakes = [
    ['an unknown command', ['dance'], {}, 2],
    ['a bad setting', ['serve'], { PORT: 'many' }, 2],
    ['a token for nobody', ['serve'], { HOST: '0.0.0.0' }, 2],
    ['work without PostgreSQL', ['work'], {}, 2],
    ['a reference that is none', ['record', '12'], {}, 2],
    ['a household that nobody knows', ['record', '9415010001999999'], {}, 1],
  ] as const;
  it.each(mistakes)('says in one line what is wrong: %s', async (_, args, more, code) => {
    const result = await run(args, { DATA_DIR: await freshDataDir(), ...more });
    expect(result.code).toBe(code);
    expect(result.err.trim()).not.toContain('    at ');
    expect(result.err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('explains a message, and checks the dialogues', async () => {
    const env = { DATA_DIR: await freshDataDir() };
    const unknown = await run(['parse', 'V 7-16 10112411', '--as', '+6281299999999'], env);
    expect(JSON.parse(unknown.out)).toMatchObject({ outcome: 'rejected', reason: 'unknown-sender' });
    const flows = await run(['flows', 'check'], env);
    expect(flows.code).toBe(0);
    expect(flows.out).toContain('no problems');
  });
});
