import type { Action, Channel, ChannelRequest, Parsed } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { sendToLog } from '../send-to-log.ts';
import { tokenCheck } from '../token.ts';
import { deliveryParser, smsParser, ussdParser } from './parse.ts';
import { makeSend } from './send.ts';
import { Settings } from './settings.ts';

/** A provider that a mapping in the channels file describes: for the aggregator that copies somebody. */
export const generic = channelType(Settings, (id, settings, log): Channel => {
  const { token, body, sms, ussd, delivery, send, secret, username, password } = settings;
  const secrets = Object.fromEntries(
    Object.entries({ secret, username, password }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  const actions: Partial<Record<Action, (request: ChannelRequest) => Parsed>> = {
    ...(sms && { sms: smsParser(sms) }),
    ...(ussd && { ussd: ussdParser(ussd) }),
    ...(delivery && { delivery: deliveryParser(delivery) }),
  };
  return {
    id,
    type: 'generic',
    bodyType: body,
    isAuthentic: tokenCheck(token),
    actions,
    send: send ? makeSend(send, secrets) : sendToLog(log),
  };
});
