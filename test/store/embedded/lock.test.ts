import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirInUse, findHolder, takeLock } from '../../../src/store/embedded/lock.ts';
import { ownIdentity, type ProcessIdentity } from '../../../src/store/embedded/process-identity.ts';
import { startChild } from '../../support/child.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kentongan-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const claims = () => readdirSync(join(dataDir, 'lock'));

function putClaim(process: ProcessIdentity, ageS: number): void {
  mkdirSync(join(dataDir, 'lock'), { recursive: true });
  const file = join(dataDir, 'lock', '1-0123456789abcdef.claim');
  writeFileSync(file, JSON.stringify({ process, purpose: 'serve', socketFolder: dataDir }));
  const at = Date.now() / 1000 - ageS;
  utimesSync(file, at, at);
}

// Some start processes, which takes seconds on a busy machine.
describe('the lock of a data folder', { timeout: 60_000 }, () => {
  it('is had by one at a time, even within one process', async () => {
    const lock = await takeLock(dataDir, 'serve', dataDir);
    expect(lock).not.toBeNull();
    expect(await takeLock(dataDir, 'serve', dataDir)).toBeNull();
    lock?.release();
    const again = await takeLock(dataDir, 'serve', dataDir);
    expect(again).not.toBeNull();
    again?.release();
    expect(claims()).toEqual([]);
  });

  it('says who has it', async () => {
    expect(findHolder(dataDir)).toBeNull();
    const lock = await takeLock(dataDir, 'serve', '/somewhere');
    expect(findHolder(dataDir)).toEqual({
      process: ownIdentity(),
      purpose: 'serve',
      socketFolder: '/somewhere',
    });
    lock?.release();
    expect(findHolder(dataDir)).toBeNull();
  });

  it('refuses in one line that names the process and the folder', () => {
    const process = { pid: 4711, startedAtTicks: '1', machine: 'here' };
    const error = new DataDirInUse('/data', { process, purpose: 'serve', socketFolder: '/data' });
    expect(error.message).toBe(
      '/data is in use by process 4711 (serve). Stop it first, or give this one another DATA_DIR.',
    );
  });

  const own = ownIdentity();
  const elsewhere = { ...own, machine: 'another host' };
  const leftBehind: readonly [string, ProcessIdentity, number, boolean][] = [
    ['a living process', own, 3_600, false],
    ['a process that is gone', { ...own, pid: 2 ** 22 + 1 }, 0, true],
    ['an earlier process with our number', { ...own, startedAtTicks: '0' }, 0, true],
    ['another machine, heard of 10 s ago', elsewhere, 10, false],
    ['another machine, not heard of for 40 s', elsewhere, 40, true],
  ];
  it.each(leftBehind)('held by %s', async (_label, process, ageS, isFree) => {
    putClaim(process, ageS);
    const lock = await takeLock(dataDir, 'serve', dataDir);
    expect(lock !== null).toBe(isFree);
    lock?.release();
  });

  it('passes to the next one at once when its process is killed', async () => {
    const child = startChild('hold', dataDir);
    expect(await child.nextLine()).toBe('held');
    expect(await takeLock(dataDir, 'serve', dataDir)).toBeNull();
    await child.kill('SIGKILL');
    const lock = await takeLock(dataDir, 'serve', dataDir);
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it('is never had by two of several processes that want it all the time, though its first was killed', async () => {
    const killed = startChild('hold', dataDir);
    await killed.nextLine();
    const contenders = Array.from({ length: 4 }, () => startChild('contend', dataDir, '25'));
    const lines: string[] = [];
    for (const child of contenders) child.lines.on('line', (line) => lines.push(line));
    await killed.kill('SIGKILL');
    await Promise.all(
      contenders.map((child) => new Promise((resolve) => child.lines.once('close', resolve))),
    );
    expect(lines).toEqual(Array.from({ length: 100 }, () => 'alone'));
    expect(claims()).toEqual([]);
  });
});
