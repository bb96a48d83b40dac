import { lintOutbound } from '../domain/sms/lint.ts';
import type { Channel, Clock, Log, OutboundMessage, Outbox, SendResult } from '../ports.ts';

export interface SendOutboxParts {
  readonly outbox: Pick<Outbox, 'claim' | 'settle' | 'giveUpWired'>;
  readonly channels: ReadonlyMap<string, Pick<Channel, 'send'>>;
  readonly clock: Clock;
  readonly log: Log;
  /** How many are sent at once. */
  readonly concurrency?: number;
  readonly timeoutMs?: number;
  /** Told of every sending and its result, for the metrics. */
  readonly onSent?: (channel: string, result: 'sent' | 'failed' | 'retry' | 'uncertain') => void;
}

const defaultConcurrency = 8;
/** Longer than any channel's own time-out: it catches a channel that has none. */
const defaultTimeoutMs = 30_000;
/** A row wired this long belongs to a process that died between claim and result; whether it went is unknown. */
const wiredTooLongMs = 5 * 60_000;
const giveUpEveryMs = 60_000;

/**
 * Makes the use case "send what waits in the outbox": claim, send, settle, until none is due. Few are claimed at
 * once, no more than are sent at once: what is claimed when the process dies is never sent twice, but may not be sent.
 *
 * @returns a drain that returns early, after the messages in hand, once `stopping` is aborted.
 */
export function makeSendOutbox(parts: SendOutboxParts): (stopping?: AbortSignal) => Promise<void> {
  const { outbox, clock, log, concurrency = defaultConcurrency } = parts;
  let gaveUpAt = Number.NEGATIVE_INFINITY;

  async function giveUpLost(now: Date): Promise<void> {
    if (now.getTime() - gaveUpAt < giveUpEveryMs) return;
    const count = await outbox.giveUpWired(wiredTooLongMs, now);
    gaveUpAt = now.getTime();
    if (count > 0) log.warn({ count }, 'outbox.result-unknown');
  }

  return async function drain(stopping) {
    await giveUpLost(clock());
    while (!stopping?.aborted) {
      const messages = await outbox.claim(concurrency, clock());
      if (messages.length === 0) return;
      await settleAll(messages.map((message) => sendOne(parts, message)));
    }
  };
}

/** Waits for all, then throws the first fault: a result that could not be stored must not go unnoticed. */
async function settleAll(sendings: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(sendings);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function sendOne(parts: SendOutboxParts, message: OutboundMessage): Promise<void> {
  const { outbox, channels, clock, log, onSent } = parts;
  const { id: outboxId, channel: channelId } = message;
  const faults = lintOutbound(message.text);
  // It is sent all the same: an answer that may be filtered is better than none. That it came so far is ours to mend.
  if (faults.length > 0) log.warn({ outboxId, channel: channelId, faults }, 'outbox.may-be-filtered');
  const channel = channels.get(channelId);
  const result = channel
    ? await sendInTime(channel, message, parts)
    : failure('channel is not configured', { isUncertain: false });
  await outbox.settle(outboxId, result, clock());
  onSent?.(channelId, nameOf(result));
  if (result.ok) log.debug({ outboxId, channel: channelId }, 'outbox.sent');
  else
    log.warn(
      { outboxId, channel: channelId, reason: result.reason, result: nameOf(result) },
      'outbox.not-sent',
    );
}

function nameOf(result: SendResult) {
  if (result.ok) return 'sent';
  if (result.isUncertain) return 'uncertain';
  return result.isRetryable ? 'retry' : 'failed';
}

function failure(reason: string, { isUncertain }: { isUncertain: boolean }): SendResult {
  return { ok: false, reason, isRetryable: false, isUncertain };
}

/** The channel's result; a channel that throws or hangs may have sent or not. */
async function sendInTime(
  channel: Pick<Channel, 'send'>,
  message: OutboundMessage,
  { log, timeoutMs = defaultTimeoutMs }: SendOutboxParts,
): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<SendResult>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, failure('time-out', { isUncertain: true }));
  });
  try {
    return await Promise.race([channel.send(message), timeout]);
  } catch (err) {
    log.error({ outboxId: message.id, channel: message.channel, err }, 'outbox.channel-fault');
    return failure('channel fault', { isUncertain: true });
  } finally {
    clearTimeout(timer);
  }
}
