import { maskMsisdn } from '../domain/identity/msisdn.ts';
import type { Log, OutboundMessage, SendResult } from '../ports.ts';

/**
 * Sends to the log, for a channel without an API key. The one place where a text reaches the log: there is no
 * provider, and the log is the phone on which the answer is read.
 */
export function sendToLog(log: Log): (message: OutboundMessage) => Promise<SendResult> {
  return async ({ id, channel, recipient, text }) => {
    log.info({ outboxId: id, channel, to: maskMsisdn(recipient), answer: text }, 'sms.to-log');
    return { ok: true, providerMessageId: null, cost: null };
  };
}
