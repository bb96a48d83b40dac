import type { ConnectionIntake, Log } from '../../ports.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { decodeBytes } from './alphabet.ts';
import type { Deliver } from './link.ts';
import { numberOf, type Pdu } from './package.ts';
import { digestOf, readShortMessage, type ShortMessage, setKeyOf } from './parse.ts';
import { idsOf, readReceipt } from './receipt.ts';
import type { Settings } from './schema.ts';
import { answers } from './status.ts';
import { makeReceiveUssd, type UssdAnswer } from './ussd.ts';

const partsKeptMs = 24 * 3_600_000;

export interface ReceiveParts {
  readonly channel: string;
  readonly settings: Settings;
  readonly intake: ConnectionIntake;
  readonly log: Log;
  /** Sends a USSD screen. */
  readonly answerUssd: (answer: UssdAnswer) => Promise<void>;
}

/**
 * Makes the handling of deliver_sm: answered "ok" once what it carries is committed, "temporary error" while the store
 * takes nothing, upon which the SMSC tries again.
 */
export function makeReceive(parts: ReceiveParts): Deliver {
  const { channel, settings, log } = parts;
  const receiveUssd = makeReceiveUssd(parts);
  return async (pdu, connection) => {
    try {
      if (numberOf(pdu, 'ussd_service_op') !== null) return await receiveUssd(pdu, connection);
      const message = readShortMessage(pdu, settings.default_alphabet);
      if (message.isReceipt) return await receiveReceipt(parts, pdu, message);
      return await receiveSms(parts, pdu, message, connection);
    } catch (err) {
      log.error({ channel, err }, 'smpp.not-taken');
      return answers.temporary;
    }
  };
}

async function receiveReceipt(
  { channel, settings, intake, log }: ReceiveParts,
  pdu: Pdu,
  message: ShortMessage,
): Promise<number> {
  const receipt = readReceipt(pdu, decodeBytes(message.bytes, 'latin1'));
  if (receipt === null) {
    log.warn({ channel }, 'smpp.receipt-without-id');
    return answers.ok;
  }
  const { id, state, status, reason } = receipt;
  if (state === null) {
    log.warn({ channel, providerMessageId: id, providerStatus: status }, 'delivery.unknown-status');
    return answers.ok;
  }
  const isKnown = await intake.recordDelivery(channel, idsOf(id, settings.id_format), state, reason);
  if (!isKnown) log.info({ channel, providerMessageId: id, state }, 'delivery.unknown-message');
  return answers.ok;
}

async function receiveSms(
  { channel, settings, intake, log }: ReceiveParts,
  pdu: Pdu,
  message: ShortMessage,
  connection: string,
): Promise<number> {
  const sender = normaliseMsisdn(message.source);
  if (sender === null) {
    log.warn({ channel }, 'smpp.sender-is-no-number');
    return answers.invalidSource;
  }
  const { part, coding, bytes } = message;
  const { setId, parts } = await intake.smppArrivals.add(channel, {
    setKey: setKeyOf(message),
    part: part?.number ?? 1,
    digest: digestOf(message),
    connection,
    sequence: pdu.sequence_number,
    coding,
    // A whole message goes to the inbox at once: its text need not be kept twice.
    raw: part ? bytes : Buffer.alloc(0),
    now: intake.clock(),
    knownForMs: part ? partsKeptMs : settings.repeat_minutes * 60_000,
    repeats: part ? 'any' : 'other-connection',
  });
  if (part && parts.length < part.total) return answers.ok;
  const text = part ? joinedText(parts) : decodeBytes(bytes, coding);
  await intake.receiveSms(
    {
      providerId: setId,
      kind: 'sms',
      sender,
      receiver: message.destination || null,
      raw: Buffer.from(text),
      sentAt: null,
    },
    channel,
  );
  return answers.ok;
}

/** Of one coding the bytes are joined first: a character may be split between two parts. */
function joinedText(parts: readonly { readonly coding: string; readonly raw: Uint8Array }[]): string {
  const [first] = parts;
  if (first && parts.every(({ coding }) => coding === first.coding)) {
    return decodeBytes(Buffer.concat(parts.map(({ raw }) => raw)), first.coding);
  }
  return parts.map(({ raw, coding }) => decodeBytes(raw, coding)).join('');
}
