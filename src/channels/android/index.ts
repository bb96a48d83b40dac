import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { sendToLog } from '../send-to-log.ts';
import { given, httpUrl } from '../settings.ts';
import { parseDelivery, parseSms } from './parse.ts';
import { makeSend } from './send.ts';
import { isSignedByPhone } from './signature.ts';

const Settings = z
  .strictObject({
    signing_key: given,
    send_url: httpUrl.optional(),
    username: given.optional(),
    password: given.optional(),
  })
  .refine(
    ({ send_url, username, password }) =>
      send_url === undefined || (username !== undefined && password !== undefined),
    { path: ['username'], message: 'missing, or password is: send_url needs both' },
  );

/** An Android phone with a SIM card and the app "SMS Gateway for Android" (capcom6). SMS alone. */
export const android = channelType(Settings, (id, settings, log): Channel => {
  const { signing_key: key, send_url: sendUrl, username, password } = settings;
  return {
    id,
    type: 'android',
    bodyType: 'json',
    isAuthentic: ({ headers }) => typeof headers['x-signature'] === 'string',
    isSigned: (request, now) => isSignedByPhone(key, request, now),
    actions: { sms: parseSms, delivery: parseDelivery },
    send: sendUrl && username && password ? makeSend({ sendUrl, username, password }) : sendToLog(log),
  };
});
