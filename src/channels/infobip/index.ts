import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { refused } from '../send-http.ts';
import { given } from '../settings.ts';
import { tokenCheck } from '../token.ts';
import { parseUssd } from './parse.ts';

/** Infobip's USSD, and others in its shape: only the last input comes, and no turn has a name. It sends no SMS. */
export const infobip = channelType(
  z.strictObject({ token: given }),
  (id, { token }): Channel => ({
    id,
    type: 'infobip',
    bodyType: 'json',
    isAuthentic: tokenCheck(token),
    takesPaths: true,
    actions: { ussd: parseUssd },
    send: async () => refused('channel sends no SMS', { isRetryable: false }),
  }),
);
