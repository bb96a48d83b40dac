import type { OutboundMessage, SendResult } from '../../ports.ts';
import { basicAuth, readJson, sendHttp, uncertain } from '../send-http.ts';
import { SendAnswer } from './schema.ts';

export interface TwilioSending {
  readonly apiUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly deliveryUrl: string;
}

/** Makes the sending of one message, https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export function makeSend(twilio: TwilioSending): (message: OutboundMessage) => Promise<SendResult> {
  const { apiUrl, accountSid, authToken, from, deliveryUrl } = twilio;
  const url = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const headers = {
    authorization: basicAuth(accountSid, authToken),
    'content-type': 'application/x-www-form-urlencoded',
  };
  return ({ recipient, text }) => {
    const form = new URLSearchParams({ To: recipient, From: from, Body: text, StatusCallback: deliveryUrl });
    return sendHttp({ method: 'POST', url, headers, body: form.toString() }, readAnswer);
  };
}

function readAnswer(answer: string): SendResult {
  const read = SendAnswer.safeParse(readJson(answer));
  if (!read.success) return uncertain('unreadable-answer');
  const { sid, price, price_unit: unit } = read.data;
  return { ok: true, providerMessageId: sid, cost: price ? `${unit ?? ''} ${price}`.trim() : null };
}
