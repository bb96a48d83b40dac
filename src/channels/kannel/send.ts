import { isGsm7 } from '../../domain/sms/gsm7.ts';
import type { OutboundMessage, SendResult } from '../../ports.ts';
import { sendHttp, uncertain } from '../send-http.ts';
import { dlrMask } from './status.ts';

export interface KannelSending {
  /** Of smsbox, such as `http://127.0.0.1:13013/cgi-bin/sendsms`. */
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
  readonly from: string | null;
  /** Where Kannel reaches this channel's delivery route, with the token. */
  readonly deliveryUrl: string | null;
}

/** Smsbox answers 503 when its bearerbox is away: it kept nothing. */
const refusedStatuses = [503];

/**
 * Makes the sending of one message by smsbox. Kannel gives no id back: the outbox id goes into the dlr-url, and
 * stands for one.
 */
export function makeSend(kannel: KannelSending): (message: OutboundMessage) => Promise<SendResult> {
  return ({ id, recipient, text }) => {
    const query = new URLSearchParams({
      username: kannel.username,
      password: kannel.password,
      to: recipient,
      text,
      charset: 'UTF-8',
      coding: isGsm7(text) ? '0' : '2',
    });
    if (kannel.from !== null) query.set('from', kannel.from);
    if (kannel.deliveryUrl !== null) {
      query.set('dlr-mask', dlrMask);
      query.set('dlr-url', `${kannel.deliveryUrl}&id=${id}&status=%d&reason=%A`);
    }
    return sendHttp({ method: 'GET', url: `${kannel.sendUrl}?${query}`, refusedStatuses }, (answer) =>
      // "0: Accepted for delivery", "3: Queued for later delivery".
      /^[03]:/.test(answer)
        ? { ok: true, providerMessageId: id, cost: null }
        : uncertain('unreadable-answer'),
    );
  };
}
