import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channelTypes, makeChannels } from '../../src/channels/index.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const config = {
  id: 'at',
  type: 'africastalking',
  screenSeptets: 160,
  sessionSeconds: 180,
  settings: { token: 't' },
};

describe('channels', () => {
  it('lists exactly the folders that are there', () => {
    const src = join(import.meta.dirname, '..', '..', 'src', 'channels');
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...channelTypes.keys()].sort()).toEqual(folders.map((entry) => entry.name).sort());
  });

  it('makes the configured ones, the phone in the terminal and the console', () => {
    const channels = makeChannels([config, { ...config, id: 'at-2' }], log);
    expect([...channels.keys()].sort()).toEqual(['at', 'at-2', 'console', 'phone']);
    expect(channels.get('at-2')).toMatchObject({ id: 'at-2', type: 'africastalking' });
  });

  it.each([
    ['type', { ...config, type: 'pigeon' }, 'no type pigeon. Use one of africastalking'],
    ['id', { ...config, id: 'phone' }, 'this id is taken'],
    ['setting', { ...config, settings: {} }, 'Channel at: token: missing'],
  ])('stops the start for a %s that does not fit', (_label, wrong, said) => {
    expect(() => makeChannels([wrong], log)).toThrow(said);
  });
});

describe('phone channel', () => {
  const phone = makeChannels([], log).get('phone');

  it('is reached by no HTTP request', () => {
    expect(phone?.actions).toEqual({});
    expect(phone?.isAuthentic({ query: { token: 'demo' }, body: {}, headers: {} }, false)).toBe(false);
  });

  it('takes a message for sent: the command shows it from the outbox', async () => {
    const message = {
      id: '7',
      channel: 'phone',
      recipient: '+6281200000001',
      text: 'x',
      segments: 1,
      attempts: 0,
    };
    expect(await phone?.send(message)).toEqual({ ok: true, providerMessageId: 'phone-7', cost: null });
  });
});
