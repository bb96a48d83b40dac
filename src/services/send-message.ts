import { type Fate, fateOf } from '../domain/delivery/fate.ts';
import { bookingOf, type ChannelTerms } from '../domain/delivery/terms.ts';
import { lintOutbound } from '../domain/sms/lint.ts';
import type { Channel, Clock, Log, OutboundMessage, Outbox, SendResult } from '../ports.ts';

export interface SendMessageParts {
  readonly outbox: Pick<Outbox, 'settle'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform from 0 to 1, for the jitter of what is tried again. */
  readonly random: () => number;
  readonly timeoutMs?: number;
  /** Told of every sending and its result, for the metrics. */
  readonly onSent?: (channel: string, result: 'sent' | 'failed' | 'retry' | 'uncertain') => void;
}

/** Longer than any channel's own time-out: it catches a channel that has none. */
const defaultTimeoutMs = 30_000;

const resultNames = { sent: 'sent', errored: 'retry', failed: 'failed', unknown: 'uncertain' } as const;

/** Sends one wired message and writes what became of it; returns what its channel said. */
export async function sendMessage(
  parts: SendMessageParts,
  channel: Pick<Channel, 'send'>,
  terms: ChannelTerms,
  message: OutboundMessage,
): Promise<SendResult> {
  const { outbox, clock, log, random, onSent } = parts;
  const { id: outboxId, channel: channelId, text } = message;
  const faults = lintOutbound(text, terms.filterWords, terms.alphabet);
  // It is sent all the same: an answer that may be filtered is better than none. That it came so far is ours to mend.
  if (faults.length > 0) log.warn({ outboxId, channel: channelId, faults }, 'outbox.may-be-filtered');
  const result = await sendInTime(channel, message, parts);
  const now = clock();
  const fate = fateOf(result, {
    attempts: message.attempts + 1,
    now,
    dropsDuplicates: terms.dropsDuplicates,
    random: random(),
  });
  const booking = fate.state === 'sent' ? bookingOf(text, fate.success, terms) : null;
  await outbox.settle(outboxId, fate, booking, now);
  onSent?.(channelId, resultNames[fate.state]);
  tell(log, message, fate);
  return result;
}

function tell(log: Log, { id: outboxId, channel }: OutboundMessage, fate: Fate): void {
  if (fate.state === 'sent') {
    log.debug({ outboxId, channel }, 'outbox.sent');
    return;
  }
  const fields = { outboxId, channel, reason: fate.reason, result: resultNames[fate.state] };
  // That the way is closed is said once, by whoever leaves it alone; thousands may find it so.
  if (fate.state === 'errored' && !fate.isCounted) log.debug(fields, 'outbox.not-sent');
  else log.warn(fields, 'outbox.not-sent');
}

/** The channel's result; a channel that throws or hangs may have sent or not. */
async function sendInTime(
  channel: Pick<Channel, 'send'>,
  message: OutboundMessage,
  { log, timeoutMs = defaultTimeoutMs }: SendMessageParts,
): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<SendResult>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, uncertain('time-out'));
  });
  try {
    return await Promise.race([channel.send(message), timeout]);
  } catch (err) {
    log.error({ outboxId: message.id, channel: message.channel, err }, 'outbox.channel-fault');
    return uncertain('channel fault');
  } finally {
    clearTimeout(timer);
  }
}

function uncertain(reason: string): SendResult {
  return { ok: false, reason, isRetryable: false, isUncertain: true };
}
