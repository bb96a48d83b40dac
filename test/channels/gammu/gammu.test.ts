import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeChannels } from '../../../src/channels/index.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
let outbox: string;
beforeEach(() => {
  outbox = mkdtempSync(join(tmpdir(), 'kentongan-test-outbox-'));
});
afterEach(() => rmSync(outbox, { recursive: true, force: true }));

function open(outboxDir: string) {
  const settings = { token: 't', outbox_dir: outboxDir };
  const config = { id: 'modem', type: 'gammu', screenSeptets: 160, sessionSeconds: 180, settings };
  const channel = makeChannels([config], log).get('modem');
  if (!channel) throw new Error('no channel');
  return channel;
}

const message = (id: string, text: string) => ({
  id,
  channel: 'modem',
  recipient: '+6281200000001',
  text,
  segments: 1,
  attempts: 0,
});

describe('sending by SMSD', () => {
  it('leaves the text in the outbox, in UTF-16 with its mark', async () => {
    const result = await open(outbox).send(message('77', 'Diterima é'));
    expect(readdirSync(outbox)).toEqual(['OUTC00000000000000000077_0_0_+6281200000001_77.txt']);
    expect(result).toEqual({ ok: true, providerMessageId: readdirSync(outbox)[0], cost: null });
    const bytes = readFileSync(join(outbox, readdirSync(outbox)[0] ?? ''));
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    expect(bytes.subarray(2).toString('utf16le')).toBe('Diterima é');
  });

  it('makes one file of a message that is given twice, and files in the order of the ids', async () => {
    const channel = open(outbox);
    for (const id of ['100', '99', '100']) await channel.send(message(id, 'x'));
    expect(readdirSync(outbox).map((name) => name.split('_').at(-1))).toEqual(['99.txt', '100.txt']);
  });

  it.each([
    ['no such folder', 'gone', 'outbox ENOENT'],
    ['a file in its place', 'file', 'outbox ENOTDIR'],
  ])('tries again later: %s', async (_label, name, reason) => {
    writeFileSync(join(outbox, 'file'), '');
    const result = await open(join(outbox, name)).send(message('1', 'x'));
    expect(result).toEqual({ ok: false, reason, isRetryable: true, isUncertain: false });
  });
});
