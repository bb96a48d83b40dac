import type { Log, OutboundMessage, SendFailure, SendResult } from '../../ports.ts';
import { encodeText } from './alphabet.ts';
import type { Link, Requested } from './link.ts';
import { type Fields, makePdu, textOf } from './package.ts';
import type { Settings } from './schema.ts';
import { okStatus, retryableStatuses, wayClosedStatuses } from './status.ts';
import type { UssdAnswer } from './ussd.ts';

const hasHeaderBit = 0x40;
/** "Receipt for delivered and failed", SMPP 3.4 section 5.2.17. */
const wantsReceipt = 1;
/** What sends over a link that is opened when it is first needed. */
export function makeSend(settings: Settings, link: () => Link) {
  async function submit(fields: Fields): Promise<SendResult> {
    return readAnswer(await link().request(makePdu('submit_sm', fields)));
  }

  /** Sends one message, a long one in parts. Never throws. */
  return async ({
    id,
    recipient,
    text,
  }: Pick<OutboundMessage, 'id' | 'recipient' | 'text'>): Promise<SendResult> => {
    const { dataCoding, parts } = encodeText(text, settings.default_alphabet);
    // The same when it is sent again, so that an SMSC that drops duplicates knows each part.
    const reference = Number(id) % 256;
    const partIds: string[] = [];
    let result: SendResult = failure('no parts');
    for (const [index, part] of parts.entries()) {
      const header =
        parts.length > 1 ? Buffer.from([5, 0, 3, reference, parts.length, index + 1]) : Buffer.alloc(0);
      result = await submit({
        ...addresses(settings, settings.source, recipient.replace('+', '')),
        esm_class: parts.length > 1 ? hasHeaderBit : 0,
        registered_delivery: wantsReceipt,
        data_coding: dataCoding,
        short_message: Buffer.concat([header, part]),
      });
      // The parts before are out: the whole again would be twice.
      if (!result.ok) return index === 0 ? result : { ...failure(result.reason), isUncertain: true };
      if (result.providerMessageId !== null) partIds.push(result.providerMessageId);
    }
    return result.ok && parts.length > 1 ? { ...result, partIds } : result;
  };
}

/** Makes the sending of USSD screens. */
export function makeAnswerUssd(channel: string, settings: Settings, link: () => Link, log: Log) {
  return async (answer: UssdAnswer): Promise<void> => {
    const { dataCoding, parts } = encodeText(answer.text, settings.default_alphabet);
    const requested = await link().request(
      makePdu('submit_sm', {
        service_type: 'USSD',
        ...addresses(settings, answer.source, answer.destination),
        data_coding: dataCoding,
        short_message: Buffer.concat(parts),
        ussd_service_op: answer.operation,
        ...(answer.sessionInfo && { its_session_info: answer.sessionInfo }),
      }),
    );
    const result = readAnswer(requested);
    if (!result.ok) log.warn({ channel, reason: result.reason }, 'smpp.screen-not-sent');
  };
}

function addresses(settings: Settings, source: string, destination: string): Fields {
  return {
    source_addr_ton: settings.source_ton,
    source_addr_npi: settings.source_npi,
    source_addr: source,
    dest_addr_ton: settings.dest_ton,
    dest_addr_npi: settings.dest_npi,
    destination_addr: destination,
  };
}

function readAnswer(requested: Requested): SendResult {
  if (requested.kind === 'not-bound') {
    return { ...failure('not bound'), isRetryable: true, isWayClosed: true };
  }
  if (requested.kind !== 'answer') return { ...failure(requested.kind), isUncertain: true };
  const { answer } = requested;
  const status = answer.command_status;
  if (status === okStatus)
    return { ok: true, providerMessageId: textOf(answer, 'message_id') || null, cost: null };
  const retryable = retryableStatuses.get(status);
  const code = `0x${status.toString(16).padStart(8, '0')}`;
  return {
    ...failure(retryable ? `${code} ${retryable}` : code),
    isRetryable: retryable !== undefined,
    ...(wayClosedStatuses.has(status) && { isWayClosed: true }),
  };
}

function failure(reason: string): SendFailure {
  return { ok: false, reason, isRetryable: false, isUncertain: false };
}
