import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { sendToLog } from '../send-to-log.ts';
import { tokenCheck } from '../token.ts';
import { parseDelivery, parseOptout, parseSms, parseUssd, parseUssdEnd } from './parse.ts';
import { makeSend, openSmsClient } from './send.ts';

const Settings = z
  .strictObject({
    token: z.string({ error: 'missing' }).min(1, 'empty'),
    username: z.string().min(1, 'empty').optional(),
    api_key: z.string().min(1, 'empty').optional(),
    /** Short code or alphanumeric sender; without it the provider's default. */
    sender_id: z.string().min(1, 'empty').optional(),
  })
  .refine(({ username, api_key }) => api_key === undefined || username !== undefined, {
    path: ['username'],
    message: 'missing, and api_key needs it',
  });

/** Africa's Talking, and the many aggregators that copy its format. Sends to the log while it has no API key. */
export const africastalking = channelType(Settings, (id, settings, log): Channel => {
  const { token, username, api_key: apiKey, sender_id: senderId } = settings;
  return {
    id,
    type: 'africastalking',
    bodyType: 'form',
    isAuthentic: tokenCheck(token),
    actions: {
      ussd: parseUssd,
      'ussd-events': parseUssdEnd,
      sms: parseSms,
      delivery: parseDelivery,
      optout: parseOptout,
    },
    send:
      username && apiKey ? makeSend(openSmsClient({ username, apiKey }), senderId ?? null) : sendToLog(log),
  };
});
