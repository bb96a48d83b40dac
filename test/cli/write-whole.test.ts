import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFailure } from '../../src/cli/errors.ts';
import { writeWhole } from '../../src/cli/write-whole.ts';

describe('writeWhole', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
    path = join(folder, 'udrt.csv');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const twoLines = async (write: (text: string) => Promise<void>) => {
    await write('IDBDT\n');
    await write('9415010001000007\n');
    return 1;
  };

  it('writes the pieces in order over what was there, for its owner alone', async () => {
    writeFileSync(path, 'an older and longer file than the new one\n'.repeat(9));
    expect(await writeWhole(path, twoLines)).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('IDBDT\n9415010001000007\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('leaves the older file and no half one where the pieces fail, with their error as it is', async () => {
    writeFileSync(path, 'older\n');
    const gone = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const failing = async (write: (text: string) => Promise<void>) => {
      await write('IDBDT\n');
      throw gone;
    };
    await expect(writeWhole(path, failing)).rejects.toBe(gone);
    expect(readFileSync(path, 'utf8')).toBe('older\n');
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it.each([
    ['its folder is not there', () => join(folder, 'nowhere', 'udrt.csv'), 'ENOENT'],
    ['a folder has its name', () => folder, 'EISDIR'],
    [
      'a folder has the name of its unfinished one',
      () => {
        mkdirSync(`${path}.part`);
        return path;
      },
      'EISDIR',
    ],
  ])('says in one line why it could not be written: %s', async (_, placeOf, code) => {
    const place = placeOf();
    const failure = new CommandFailure(`${place} can't be written (${code}).`);
    await expect(writeWhole(place, twoLines)).rejects.toEqual(failure);
  });
});
