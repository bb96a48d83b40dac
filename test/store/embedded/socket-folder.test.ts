import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSocketFolder } from '../../../src/store/embedded/socket-folder.ts';

let root: string;
let temporary: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'k-')));
  temporary = join(root, 'tmp');
  mkdirSync(temporary);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A folder whose path has so many bytes. */
function folderOf(bytes: number): string {
  const folder = join(root, 'd'.repeat(bytes - Buffer.byteLength(root) - 1));
  mkdirSync(folder);
  return folder;
}

describe('the folder of the socket', () => {
  const socketNameBytes = '/.s.PGSQL.5432'.length;

  it('is the data folder while the socket has a path of at most 100 bytes', () => {
    const folder = folderOf(100 - socketNameBytes);
    expect(chooseSocketFolder(folder, temporary)).toBe(folder);
  });

  it('is else a private one, always the same for one data folder', () => {
    const folder = folderOf(101 - socketNameBytes);
    const chosen = chooseSocketFolder(folder, temporary);
    expect(chosen).toMatch(new RegExp(`^${temporary}/kentongan-[0-9a-f]{16}$`));
    expect(statSync(chosen).mode & 0o777).toBe(0o700);
    expect(chooseSocketFolder(`${folder}/.`, temporary)).toBe(chosen);
  });

  it('is refused where others could enter it', () => {
    const folder = folderOf(101 - socketNameBytes);
    const chosen = chooseSocketFolder(folder, temporary);
    chmodSync(chosen, 0o755);
    expect(() => chooseSocketFolder(folder, temporary)).toThrow('must be a private folder');
  });
});
