import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRawBytes, RawBytesUnreadable } from '../../src/store/raw-bytes.ts';

const key = Buffer.alloc(32, 7);
const bytes = new TextEncoder().encode('V 7-16 21011124');

describe('raw bytes', () => {
  it('come back as they went in, sealed or plain', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (given, hasKey) => {
        const rawBytes = makeRawBytes(hasKey ? key : null);
        const { raw, isEncrypted } = rawBytes.seal(given);
        expect(isEncrypted).toBe(hasKey);
        expect([...rawBytes.open(raw, isEncrypted)]).toEqual([...given]);
      }),
    );
  });

  it('are sealed differently each time', () => {
    const { seal } = makeRawBytes(key);
    expect(seal(bytes).raw).not.toEqual(seal(bytes).raw);
  });

  it('that were stored plain are read with a key too', () => {
    expect(makeRawBytes(key).open(bytes, false)).toEqual(bytes);
  });

  const sealed = () => Buffer.from(makeRawBytes(key).seal(bytes).raw);
  const flipped = (at: number) => {
    const raw = sealed();
    raw.writeUInt8(raw.readUInt8(at) ^ 1, at);
    return raw;
  };
  const unreadable: [string, Uint8Array | null, Buffer][] = [
    ['without a key', null, sealed()],
    ['with another key', Buffer.alloc(32, 8), sealed()],
    ['with a changed nonce', key, flipped(0)],
    ['with a changed tag', key, flipped(12)],
    ['with a changed text', key, flipped(28)],
    ['cut short', key, sealed().subarray(0, 20)],
  ];
  it.each(unreadable)('are refused %s', (_, otherKey, raw) => {
    expect(() => makeRawBytes(otherKey).open(raw, true)).toThrow(RawBytesUnreadable);
  });
});
