import { describe, expect, it } from 'vitest';
import { hashPin, isPinOf, pinCost } from '../../src/store/pin-hash.ts';

const cheap = { rounds: 16, blockSize: 1, lanes: 1 };

describe('the hash of a PIN', () => {
  it('tells the right one from others', async () => {
    const hash = await hashPin('2580', cheap);
    expect(await isPinOf(hash, '2580')).toBe(true);
    expect(await isPinOf(hash, '2581')).toBe(false);
    expect(await isPinOf(hash, '')).toBe(false);
  });

  it('says nothing of it, and is another each time', async () => {
    const hashes = await Promise.all([hashPin('2580', cheap), hashPin('2580', cheap)]);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(hashes[0]).toMatch(/^scrypt\$16\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
  });

  it('is read with the cost that it was made with', async () => {
    expect(await isPinOf(await hashPin('2580', pinCost), '2580')).toBe(true);
  });

  it('is refused where it is none', async () => {
    await expect(isPinOf('md5$x', '2580')).rejects.toThrow('no hash');
  });
});
