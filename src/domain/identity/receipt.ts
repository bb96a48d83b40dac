/** 32 signs that no one mistakes for another on paper: no I, O, 0, 1. Five bits each. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const receiptLength = 5;

/** Operators drop messages that look like one-time codes or fraud: no three digits in a row, none of their words. */
const FORBIDDEN = /\d{3}|OTP|PIN|AKUN|TOKEN|DANA|JUTA/;

/**
 * A receipt code: five signs, the same for the same seed and attempt. Unlike codes differ only by chance
 * (1 in 33 million): who needs them unique raises `attempt` until they are.
 */
export function receiptCode(seed: string, attempt: number): string {
  for (let round = 0; ; round += 1) {
    const code = encode(hash(`${seed}\n${attempt}\n${round}`));
    if (!FORBIDDEN.test(code)) return code;
  }
}

function encode(bits: number): string {
  let code = '';
  for (let index = 0; index < receiptLength; index += 1) code += alphabet[(bits >>> (5 * index)) & 31];
  return code;
}

/** FNV-1a over the UTF-16 units, then the finaliser of MurmurHash3, which spreads neighbours over all 32 bits. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
