import { isGsm7 } from '../../domain/sms/gsm7.ts';

/** How the bytes of a text are to be read. */
export type Coding = 'gsm7' | 'latin1' | 'ucs2' | 'ascii' | 'binary';

/** GSM 7-bit default alphabet by code; 0x1b is the escape. Source: 3GPP TS 23.038, 6.2.1. */
const basic = [
  ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?',
  ...'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
];
const escapeCode = 0x1b;
/** Its extension table. Source: 3GPP TS 23.038, 6.2.1.1. */
const extension: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);
const codes: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...basic.map((character, code) => [character, [code]] as const),
  ...[...extension].map(([code, character]) => [character, [escapeCode, code]] as const),
]);

/**
 * The coding that a data_coding value names: SMPP 3.4, section 5.2.19, and GSM message classes (0xF0 to 0xFF, and 0x00
 * to 0x3F with bits 2 and 3 for the alphabet, which the same low values mean).
 */
export function codingOf(dataCoding: number, byDefault: 'gsm7' | 'latin1'): Coding {
  if (dataCoding >= 0xf0) return dataCoding & 0x04 ? 'binary' : byDefault;
  const low = dataCoding & 0x0f;
  if (low === 0) return byDefault;
  if (low === 1) return 'ascii';
  if (low === 3) return 'latin1';
  if (low === 8) return 'ucs2';
  return dataCoding >= 0x10 && (low & 0x0c) === 0 ? byDefault : 'binary';
}

/** Reads a text; a lone escape is a space, as TS 23.038 has it. Of binary messages nothing but ASCII can be read. */
export function decodeBytes(bytes: Uint8Array, coding: string): string {
  if (coding === 'gsm7') return decodeGsm7(bytes);
  const buffer = Buffer.from(bytes);
  if (coding === 'latin1' || coding === 'ascii') return buffer.toString('latin1');
  if (coding === 'ucs2')
    return buffer
      .subarray(0, buffer.length & ~1)
      .swap16()
      .toString('utf16le');
  return buffer.toString('latin1').replaceAll(/[^\x20-\x7e]/g, '\ufffd');
}

function decodeGsm7(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    if (code !== escapeCode) {
      text += basic[code] ?? '\ufffd';
      continue;
    }
    const extended = extension.get(bytes[index + 1] ?? 0);
    text += extended ?? ' ';
    if (extended !== undefined) index += 1;
  }
  return text;
}

/** One text in the parts that a short message carries, and the data_coding that says how. */
export interface EncodedText {
  readonly dataCoding: number;
  readonly parts: readonly Buffer[];
}

/** Room for text in one message and in each of several: a header for the parts takes 6 bytes, 7 septets. */
const room = { gsm7: [160, 153], latin1: [140, 134], ucs2: [140, 134] } as const;

/** Encodes a text by the SMSC's default alphabet, or UCS-2 where that lacks a character. */
export function encodeText(text: string, byDefault: 'gsm7' | 'latin1'): EncodedText {
  const fits = byDefault === 'gsm7' ? isGsm7(text) : /^[\0-\xff]*$/.test(text);
  const coding = fits ? byDefault : 'ucs2';
  const characters = [...text].map((character) => encodeCharacter(character, coding));
  const [single, several] = room[coding];
  const whole = Buffer.concat(characters);
  return {
    dataCoding: fits ? 0 : 8,
    parts: whole.length <= single ? [whole] : cut(characters, several),
  };
}

function encodeCharacter(character: string, coding: keyof typeof room): Buffer {
  if (coding === 'gsm7') return Buffer.from(codes.get(character) ?? [0x3f]);
  if (coding === 'latin1') return Buffer.from(character, 'latin1');
  return Buffer.from(character, 'utf16le').swap16();
}

/** Neither an escape pair nor a surrogate pair is split. */
function cut(characters: readonly Buffer[], most: number): Buffer[] {
  const parts: Buffer[][] = [[]];
  let length = 0;
  for (const character of characters) {
    if (length + character.length > most) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(character);
    length += character.length;
  }
  return parts.map((part) => Buffer.concat(part));
}
