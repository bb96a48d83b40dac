import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** How raw message bytes lie in the store: as they came, or sealed with a key. */
export interface RawBytes {
  seal(bytes: Uint8Array): { readonly raw: Uint8Array; readonly isEncrypted: boolean };
  /**
   * @throws RawBytesUnreadable for a sealed row without its key, or one that was changed since.
   */
  open(raw: Uint8Array, isEncrypted: boolean): Uint8Array;
}

export class RawBytesUnreadable extends Error {
  override readonly name = 'RawBytesUnreadable';
}

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * AES-256-GCM where there is a key, plain otherwise; each row says which, so both can lie in one table and a key
 * may be set later. Sealed layout: nonce (12 bytes), tag (16), ciphertext.
 *
 * @param key 32 bytes, or null to store plain.
 */
export function makeRawBytes(key: Uint8Array | null): RawBytes {
  return {
    seal(bytes) {
      if (key === null) return { raw: bytes, isEncrypted: false };
      const nonce = randomBytes(nonceLength);
      const sealing = createCipheriv(cipher, key, nonce);
      const ciphertext = Buffer.concat([sealing.update(bytes), sealing.final()]);
      return { raw: Buffer.concat([nonce, sealing.getAuthTag(), ciphertext]), isEncrypted: true };
    },
    open(raw, isEncrypted) {
      if (!isEncrypted) return raw;
      if (key === null) throw new RawBytesUnreadable('The row is encrypted and no key is set');
      return unseal(key, raw);
    },
  };
}

function unseal(key: Uint8Array, raw: Uint8Array): Uint8Array {
  if (raw.length < nonceLength + tagLength) throw new RawBytesUnreadable('The encrypted row is too short');
  const opening = createDecipheriv(cipher, key, raw.subarray(0, nonceLength));
  opening.setAuthTag(raw.subarray(nonceLength, nonceLength + tagLength));
  try {
    return Buffer.concat([opening.update(raw.subarray(nonceLength + tagLength)), opening.final()]);
  } catch {
    throw new RawBytesUnreadable('The encrypted row does not fit the key');
  }
}
