import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { sendToLog } from '../send-to-log.ts';
import { given, httpUrl, routeUrl } from '../settings.ts';
import { tokenCheck } from '../token.ts';
import { parseDelivery, parseSms } from './parse.ts';
import { makeSend } from './send.ts';

const Settings = z
  .strictObject({
    token: given,
    send_url: httpUrl.optional(),
    username: given.optional(),
    password: given.optional(),
    from: given.optional(),
    /** Where Kannel reaches this gateway; without it there are no delivery reports. */
    public_url: httpUrl.optional(),
  })
  .refine(
    ({ send_url, username, password }) =>
      send_url === undefined || (username !== undefined && password !== undefined),
    { path: ['username'], message: 'missing, or password is: send_url needs both' },
  );

/** A Kannel of one's own: its bearerbox holds the operators' lines, smsbox talks to us. SMS alone. */
export const kannel = channelType(Settings, (id, settings, log): Channel => {
  const { token, send_url: sendUrl, username, password, from, public_url: publicUrl } = settings;
  return {
    id,
    type: 'kannel',
    bodyType: 'form',
    isAuthentic: tokenCheck(token),
    actions: { sms: parseSms, delivery: parseDelivery },
    send:
      sendUrl && username && password
        ? makeSend({
            sendUrl,
            username,
            password,
            from: from ?? null,
            deliveryUrl: publicUrl ? routeUrl(publicUrl, id, 'delivery', token) : null,
          })
        : sendToLog(log),
  };
});
