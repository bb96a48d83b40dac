import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandOver } from '../../../src/channels/gammu/schema.ts';
import { drainSpool, keepInSpool } from '../../../src/channels/gammu/spool.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kentongan-test-spool-'));
  folder = join(root, 'spool');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sms = (id: string): HandOver => ({ action: 'sms', fields: { id, from: '+6281200000001', text: 'x' } });

/** A receiver that keeps what it takes. */
function receiver(fateOf: (id: string) => 'taken' | 'refused' | 'later' = () => 'taken') {
  const given: string[] = [];
  return {
    given,
    handOver: async ({ fields }: HandOver) => {
      given.push(fields.id);
      return fateOf(fields.id);
    },
  };
}

describe('spool', () => {
  it('gives what was kept, in order, once', async () => {
    for (const name of ['02', '01', '03']) await keepInSpool(folder, name, sms(`id ${name}`));
    const { given, handOver } = receiver();
    expect(await drainSpool(folder, handOver)).toEqual({ taken: 3, refused: 0, left: 0 });
    expect(await drainSpool(folder, handOver)).toEqual({ taken: 0, refused: 0, left: 0 });
    expect(given).toEqual(['id 01', 'id 02', 'id 03']);
  });

  it('keeps all from the first that is to be tried later', async () => {
    for (const name of ['01', '02', '03']) await keepInSpool(folder, name, sms(name));
    const away = receiver((id) => (id === '02' ? 'later' : 'taken'));
    expect(await drainSpool(folder, away.handOver)).toEqual({ taken: 1, refused: 0, left: 2 });
    const back = receiver();
    await drainSpool(folder, back.handOver);
    expect(back.given).toEqual(['02', '03']);
  });

  it('keeps an entry whose receiver throws', async () => {
    await keepInSpool(folder, '01', sms('01'));
    await expect(drainSpool(folder, () => Promise.reject(new Error('store away')))).rejects.toThrow('away');
    expect(await drainSpool(folder, receiver().handOver)).toMatchObject({ taken: 1 });
  });

  it('puts aside what is refused or no entry, and goes on', async () => {
    await keepInSpool(folder, '01', sms('bad'));
    writeFileSync(join(folder, '02.json'), '{"action":');
    writeFileSync(join(folder, '03.json'), '{"action":"fax","fields":{}}');
    await keepInSpool(folder, '04', sms('good'));
    const { given, handOver } = receiver((id) => (id === 'bad' ? 'refused' : 'taken'));
    expect(await drainSpool(folder, handOver)).toEqual({ taken: 1, refused: 3, left: 0 });
    expect(given).toEqual(['bad', 'good']);
    expect(readdirSync(join(folder, 'refused')).sort()).toEqual(['01.json', '02.json', '03.json']);
  });

  it('never sees a draft that a killed run left', async () => {
    await keepInSpool(folder, '01', sms('01'));
    writeFileSync(join(folder, '.draft-02.json'), '{"act');
    expect(await drainSpool(folder, receiver().handOver)).toEqual({ taken: 1, refused: 0, left: 0 });
    expect(readdirSync(folder)).toEqual(['.draft-02.json']);
  });

  it('bears two drains at once', async () => {
    for (let number = 10; number < 40; number += 1) await keepInSpool(folder, `${number}`, sms(`${number}`));
    const { given, handOver } = receiver();
    const slow = async (entry: HandOver) => {
      await new Promise((resolve) => setImmediate(resolve));
      return handOver(entry);
    };
    await Promise.all([drainSpool(folder, slow), drainSpool(folder, slow)]);
    expect(new Set(given).size).toBe(30);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is empty where the folder is not there yet, and stops between two entries when told to', async () => {
    expect(await drainSpool(folder, receiver().handOver)).toEqual({ taken: 0, refused: 0, left: 0 });
    for (const name of ['01', '02']) await keepInSpool(folder, name, sms(name));
    const { given, handOver } = receiver();
    expect(await drainSpool(folder, handOver, () => given.length === 1)).toMatchObject({ taken: 1, left: 1 });
  });

  it('says so where nothing can be kept', async () => {
    writeFileSync(folder, '');
    await expect(keepInSpool(folder, '01', sms('01'))).rejects.toThrow('EEXIST');
  });
});
