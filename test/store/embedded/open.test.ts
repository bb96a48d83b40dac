import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataDirInUse, type OpenStore, openStore } from '../../../src/store/connect.ts';
import { findHolder } from '../../../src/store/embedded/lock.ts';
import { chooseSocketFolder } from '../../../src/store/embedded/socket-folder.ts';
import { startChild } from '../../support/child.ts';
import { freshDataDir } from '../../support/database.ts';

let dataDir: string;
const cleanUps: (() => unknown)[] = [];
beforeEach(async () => {
  dataDir = await freshDataDir();
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function open(purpose: 'serve' | 'command', folder = dataDir): Promise<OpenStore> {
  const store = await openStore({ databaseUrl: null, dataDir: folder, purpose });
  cleanUps.push(() => store.close());
  return store;
}

function startServer(what: 'serve' | 'write') {
  const child = startChild(what, dataDir);
  cleanUps.push(() => child.kill('SIGKILL'));
  return child;
}

// Each starts processes, which takes seconds on a busy machine.
describe('the embedded store', { timeout: 60_000 }, () => {
  it('keeps every row that was reported as committed before a SIGKILL', async () => {
    const writer = startServer('write');
    const reported: string[] = [];
    await new Promise<void>((resolve) => {
      writer.lines.on('line', (line) => {
        reported.push(line);
        if (reported.length === 300) resolve();
      });
    });
    await writer.kill('SIGKILL');

    const store = await open('serve');
    expect(store.holdsEmbedded).toBe(true);
    const ids = await store.knex('written').orderBy('id').pluck('id');
    expect(ids.slice(0, reported.length)).toEqual(reported.map(Number));
    // One more may have been committed without a word of it.
    expect(ids.length - reported.length).toBeLessThanOrEqual(1);
  });

  it('is gone through by commands while a server has it, and refused to a second server', async () => {
    const server = startServer('serve');
    expect(await server.nextLine()).toBe('ready');
    const command = await open('command');
    expect(command.holdsEmbedded).toBe(false);
    await command.knex.raw('create table through (x int)');
    const second = openStore({ databaseUrl: null, dataDir, purpose: 'serve' });
    await expect(second).rejects.toThrow(DataDirInUse);
    await expect(second).rejects.toThrow(`${dataDir} is in use by process ${server.process.pid} (serve)`);
    await server.kill('SIGTERM');

    const later = await open('command');
    expect(later.holdsEmbedded).toBe(true);
    expect((await later.knex.raw('select * from through')).rows).toEqual([]);
  });

  it('is waited for by a command while its server starts', async () => {
    const server = startServer('serve');
    let isReady = false;
    const ready = server.nextLine().then(() => {
      isReady = true;
    });
    await vi.waitFor(() => expect(findHolder(dataDir)).not.toBeNull(), { timeout: 20_000, interval: 5 });
    expect(isReady).toBe(false);
    expect((await open('command')).holdsEmbedded).toBe(false);
    await ready;
  });

  it('is had by one command after the other', async () => {
    const first = await open('command');
    const second = open('command');
    await first.knex.raw('create table one (x int)');
    await cleanUps.shift()?.();
    expect((await (await second).knex.raw('select * from one')).rows).toEqual([]);
  });

  it('works in a folder too deep for a socket', async () => {
    const root = mkdtempSync(join(tmpdir(), 'kentongan-deep-'));
    const deep = join(root, ...Array(6).fill('a-rather-long-name'));
    mkdirSync(join(deep, '..'), { recursive: true });
    renameSync(dataDir, deep);
    const socketFolder = chooseSocketFolder(deep);
    cleanUps.push(() => {
      for (const folder of [root, socketFolder]) rmSync(folder, { recursive: true, force: true });
    });
    const store = await open('serve', deep);
    const command = await open('command', deep);
    expect(command.holdsEmbedded).toBe(false);
    expect((await command.knex.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(store.isEmbedded).toBe(true);
  });

  it('is made anew in a private folder, and from scratch when making it was cut short', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'kentongan-new-'));
    cleanUps.push(() => rmSync(parent, { recursive: true, force: true }));
    const folder = join(parent, 'data');
    mkdirSync(join(folder, 'pgdata.new', 'base'), { recursive: true, mode: 0o700 });
    const store = await open('serve', folder);
    expect((await store.knex.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(statSync(join(folder, 'pgdata')).mode & 0o777).toBe(0o700);
  });
});
