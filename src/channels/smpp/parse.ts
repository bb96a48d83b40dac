import { createHash } from 'node:crypto';
import { type Coding, codingOf } from './alphabet.ts';
import { bytesOf, numberOf, type Pdu, textOf } from './package.ts';

/** What a deliver_sm carries, before anything is made of it. */
export interface ShortMessage {
  /** As it came. */
  readonly source: string;
  readonly destination: string;
  readonly isReceipt: boolean;
  readonly coding: Coding;
  readonly bytes: Buffer;
  /** Null for a whole message. */
  readonly part: { readonly reference: string; readonly total: number; readonly number: number } | null;
  /** The number that the sender's phone gave it; null where the SMSC does not say. */
  readonly userReference: number | null;
}

/** esm_class, SMPP 3.4 section 5.2.12: bits 5 to 2 type of message, bit 6 a user data header in the text. */
const typeBits = 0x3c;
const receiptTypes: ReadonlySet<number> = new Set([0x04, 0x20]);
const hasHeaderBit = 0x40;

export function readShortMessage(pdu: Pdu, byDefault: 'gsm7' | 'latin1'): ShortMessage {
  const esmClass = numberOf(pdu, 'esm_class') ?? 0;
  const short = bytesOf(pdu, 'short_message');
  const whole = short?.length ? short : (bytesOf(pdu, 'message_payload') ?? Buffer.alloc(0));
  const headerLength = esmClass & hasHeaderBit ? Math.min((whole[0] ?? -1) + 1, whole.length) : 0;
  return {
    source: textOf(pdu, 'source_addr') ?? '',
    destination: textOf(pdu, 'destination_addr') ?? '',
    isReceipt: receiptTypes.has(esmClass & typeBits),
    coding: codingOf(numberOf(pdu, 'data_coding') ?? 0, byDefault),
    bytes: whole.subarray(headerLength),
    part: partOfHeader(whole.subarray(1, headerLength)) ?? partOfParameters(pdu),
    userReference: numberOf(pdu, 'user_message_reference'),
  };
}

/** The element "concatenated short messages" of a user data header, 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8. */
function partOfHeader(elements: Buffer): ShortMessage['part'] {
  for (let at = 0; at + 1 < elements.length; ) {
    const id = elements[at];
    const length = elements[at + 1] ?? 0;
    const data = elements.subarray(at + 2, at + 2 + length);
    if (id === 0x00 && data.length === 3) return validPart(`8-${data[0]}`, data[1], data[2]);
    if (id === 0x08 && data.length === 4) return validPart(`16-${data.readUInt16BE(0)}`, data[2], data[3]);
    at += 2 + length;
  }
  return null;
}

function partOfParameters(pdu: Pdu): ShortMessage['part'] {
  const reference = numberOf(pdu, 'sar_msg_ref_num');
  const total = numberOf(pdu, 'sar_total_segments');
  const number = numberOf(pdu, 'sar_segment_seqnum');
  if (reference === null || total === null || number === null) return null;
  return validPart(`sar-${reference}`, total, number);
}

/** TS 23.040: an element with a number out of its range is ignored. */
function validPart(reference: string, total = 0, number = 0): ShortMessage['part'] {
  return total > 1 && number >= 1 && number <= total ? { reference, total, number } : null;
}

/** What is the same for all parts of one message, or for a whole message and its repetition. */
export function setKeyOf(message: ShortMessage): string {
  const { source, destination, part } = message;
  return part
    ? hash(['parts', source, destination, part.reference, part.total])
    : hash(['whole', source, destination, digestOf(message), message.userReference]);
}

export function digestOf({ coding, bytes }: ShortMessage): string {
  return hash([coding, bytes.toString('base64')]);
}

export function hash(values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
}
