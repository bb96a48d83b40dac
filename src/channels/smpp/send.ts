import { setTimeout as wait } from 'node:timers/promises';
import type { Log, OutboundMessage, SendResult } from '../../ports.ts';
import { encodeText } from './alphabet.ts';
import type { Link, Requested } from './link.ts';
import { type Fields, makePdu, textOf } from './package.ts';
import type { Settings } from './schema.ts';
import { okStatus, retryableStatuses, throttledStatuses } from './status.ts';
import type { UssdAnswer } from './ussd.ts';

const hasHeaderBit = 0x40;
/** "Receipt for delivered and failed", SMPP 3.4 section 5.2.17. */
const wantsReceipt = 1;
/** How long nothing is submitted after the SMSC said "too fast". */
const throttledMs = 1_000;

/** What sends over a link that is opened when it is first needed. */
export function makeSend(settings: Settings, link: () => Link) {
  let pausedUntil = 0;
  let references = Math.floor(Math.random() * 256);

  async function submit(fields: Fields): Promise<SendResult> {
    const pauseMs = pausedUntil - performance.now();
    if (pauseMs > 0) await wait(pauseMs);
    const requested = await link().request(makePdu('submit_sm', fields));
    const result = readAnswer(requested, settings.drops_duplicates);
    if (requested.kind === 'answer' && throttledStatuses.has(requested.answer.command_status)) {
      pausedUntil = performance.now() + throttledMs;
    }
    return result;
  }

  /** Sends one message; a long one in parts, whose last one's id stands for it. Never throws. */
  return async ({ recipient, text }: Pick<OutboundMessage, 'recipient' | 'text'>): Promise<SendResult> => {
    const { dataCoding, parts } = encodeText(text, settings.default_alphabet);
    references = (references + 1) % 256;
    let result: SendResult = { ok: false, reason: 'no parts', isRetryable: false, isUncertain: false };
    for (const [index, part] of parts.entries()) {
      const header =
        parts.length > 1 ? Buffer.from([5, 0, 3, references, parts.length, index + 1]) : Buffer.alloc(0);
      result = await submit({
        ...addresses(settings, settings.source, recipient.replace('+', '')),
        esm_class: parts.length > 1 ? hasHeaderBit : 0,
        registered_delivery: wantsReceipt,
        data_coding: dataCoding,
        short_message: Buffer.concat([header, part]),
      });
      // The parts before are out: the whole again would be twice.
      if (!result.ok) return index === 0 ? result : { ...result, isRetryable: false, isUncertain: true };
    }
    return result;
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
    const result = readAnswer(requested, false);
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

function readAnswer(requested: Requested, dropsDuplicates: boolean): SendResult {
  if (requested.kind === 'not-bound') return failure('not bound', { isRetryable: true });
  if (requested.kind !== 'answer') {
    return { ...failure(requested.kind, { isRetryable: dropsDuplicates }), isUncertain: !dropsDuplicates };
  }
  const { answer } = requested;
  const status = answer.command_status;
  if (status === okStatus)
    return { ok: true, providerMessageId: textOf(answer, 'message_id') || null, cost: null };
  const retryable = retryableStatuses.get(status);
  const code = `0x${status.toString(16).padStart(8, '0')}`;
  return failure(retryable ? `${code} ${retryable}` : code, { isRetryable: retryable !== undefined });
}

function failure(reason: string, { isRetryable }: { isRetryable: boolean }) {
  return { ok: false, reason, isRetryable, isUncertain: false } as const;
}
