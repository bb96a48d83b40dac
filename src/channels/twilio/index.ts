import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { isSameSecret } from '../constant-time.ts';
import { sendToLog } from '../send-to-log.ts';
import { given, httpUrl, routeUrl } from '../settings.ts';
import { parseDelivery, parseSms } from './parse.ts';
import { makeSend } from './send.ts';
import { signatureOf } from './signature.ts';

const Settings = z
  .strictObject({
    auth_token: given,
    /** Scheme and host as Twilio calls them: they are part of what is signed. */
    public_url: httpUrl,
    account_sid: given.optional(),
    from: given.optional(),
    api_url: httpUrl.default('https://api.twilio.com'),
  })
  .refine(({ account_sid, from }) => (account_sid === undefined) === (from === undefined), {
    path: ['from'],
    message: 'goes with account_sid: set both, or neither to send to the log',
  });

/** Twilio's SMS, and others in its shape. Each request is signed; there is no token. */
export const twilio = channelType(Settings, (id, settings, log): Channel => {
  const { auth_token: authToken, public_url: publicUrl, account_sid: accountSid, from, api_url } = settings;
  const deliveryUrl = routeUrl(publicUrl, id, 'delivery');
  return {
    id,
    type: 'twilio',
    bodyType: 'form',
    isAuthentic: ({ headers }) => typeof headers['x-twilio-signature'] === 'string',
    isSigned: (request) =>
      isSameSecret(request.headers['x-twilio-signature'], signatureOf(authToken, publicUrl, request)),
    actions: { sms: parseSms, delivery: parseDelivery },
    send:
      accountSid && from
        ? makeSend({ apiUrl: api_url, accountSid, authToken, from, deliveryUrl })
        : sendToLog(log),
  };
});
