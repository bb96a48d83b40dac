import type { DeliveryState } from '../../ports.ts';
import { numberOf, type Pdu, textOf } from './package.ts';
import { messageStates, receiptWords } from './status.ts';

/** How receipts write the id that the SMSC gave at the sending. */
export type IdFormat = 'auto' | 'same' | 'hex' | 'decimal';

export interface Receipt {
  readonly id: string;
  readonly state: DeliveryState | null;
  readonly status: string;
  readonly reason: string | null;
}

/** Ids shorter than this may be another message's in the other base. */
const leastGuessed = 6;

/**
 * Reads a receipt: from the parameters receipted_message_id and message_state where they are given, else from the text
 * `id:… stat:… err:…` (SMPP 3.4, appendix B).
 *
 * @returns null for one without an id.
 */
export function readReceipt(pdu: Pdu, text: string): Receipt | null {
  const id = textOf(pdu, 'receipted_message_id') || /\bid:([\w-]{1,64})/i.exec(text)?.[1];
  if (!id) return null;
  const number = numberOf(pdu, 'message_state');
  const said =
    (number === null ? undefined : messageStates.get(number)) ?? /\bstat:(\w{1,16})/i.exec(text)?.[1];
  const status = said?.toUpperCase() ?? 'UNKNOWN';
  const error = /\berr:(\w{1,8})/i.exec(text)?.[1];
  const state = receiptWords.get(status) ?? null;
  const hasFailed = state === 'failed' || state === 'expired';
  return { id, state, status, reason: hasFailed ? `${status}${error ? ` ${error}` : ''}` : null };
}

/** The ids under which the message of a receipt may be known, the likeliest first. */
export function idsOf(id: string, format: IdFormat): string[] {
  const hex = /^\d{1,20}$/.test(id) ? BigInt(id).toString(16) : null;
  const decimal = /^[0-9a-f]{1,16}$/i.test(id) ? BigInt(`0x${id}`).toString() : null;
  const asHex =
    hex === null ? [] : [hex, hex.toUpperCase(), hex.padStart(8, '0'), hex.toUpperCase().padStart(8, '0')];
  const asDecimal = decimal === null ? [] : [decimal, decimal.padStart(10, '0')];
  const ids = {
    same: [id],
    hex: [...asDecimal],
    decimal: [...asHex],
    auto: id.length < leastGuessed ? [id] : [id, ...asHex, ...asDecimal],
  }[format];
  return [...new Set(ids)];
}
