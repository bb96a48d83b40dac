import type { OutboundMessage, SendResult } from '../../ports.ts';
import { basicAuth, readJson, sendHttp, uncertain } from '../send-http.ts';
import { SendAnswer } from './schema.ts';

export interface AndroidSending {
  /** Of the phone or its server, such as `http://192.168.1.5:8080/messages`. */
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
}

/** Makes the sending of one message, https://docs.sms-gate.app/features/sending-messages/ */
export function makeSend(android: AndroidSending): (message: OutboundMessage) => Promise<SendResult> {
  const headers = {
    authorization: basicAuth(android.username, android.password),
    'content-type': 'application/json',
  };
  return ({ recipient, text }) => {
    const body = JSON.stringify({
      textMessage: { text },
      phoneNumbers: [recipient],
      withDeliveryReport: true,
    });
    return sendHttp({ method: 'POST', url: android.sendUrl, headers, body }, (answer) => {
      const read = SendAnswer.safeParse(readJson(answer));
      if (!read.success) return uncertain('unreadable-answer');
      return { ok: true, providerMessageId: read.data.id, cost: null };
    });
  };
}
