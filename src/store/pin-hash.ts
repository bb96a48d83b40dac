import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs: rounds (a power of two), block size, parallel lanes. */
export interface PinCost {
  readonly rounds: number;
  readonly blockSize: number;
  readonly lanes: number;
}

/**
 * 16 MiB and some tenths of a second. Source: OWASP Password Storage Cheat Sheet, scrypt N=2^14, r=8, p=5. What has
 * few digits is not safe by its hash alone from who holds the store; the pauses keep everybody else from guessing.
 */
export const pinCost: PinCost = { rounds: 2 ** 14, blockSize: 8, lanes: 5 };

const saltBytes = 16;
const keyBytes = 32;

/** The hash of a PIN with a salt of its own: `scrypt$<rounds>$<block size>$<lanes>$<salt>$<key>`. */
export async function hashPin(pin: string, cost: PinCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(pin, salt, cost);
  const { rounds, blockSize, lanes } = cost;
  return ['scrypt', rounds, blockSize, lanes, salt.toString('base64url'), key.toString('base64url')].join(
    '$',
  );
}

/**
 * Whether a PIN is the one of a hash, compared in constant time.
 *
 * @throws Error for what is no hash of ours.
 */
export async function isPinOf(hash: string, pin: string): Promise<boolean> {
  const [name, rounds, blockSize, lanes, salt, key] = hash.split('$');
  if (name !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('This is no hash of a PIN');
  const cost = { rounds: Number(rounds), blockSize: Number(blockSize), lanes: Number(lanes) };
  const expected = Buffer.from(key, 'base64url');
  const derived = await derive(pin, Buffer.from(salt, 'base64url'), cost);
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

function derive(pin: string, salt: Buffer, { rounds, blockSize, lanes }: PinCost): Promise<Buffer> {
  // Twice what it needs: node's own limit is just short of it for some costs.
  const maxmem = 2 * 128 * rounds * blockSize;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, { N: rounds, r: blockSize, p: lanes, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
