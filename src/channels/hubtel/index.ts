import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { refused } from '../send-http.ts';
import { given } from '../settings.ts';
import { tokenCheck } from '../token.ts';
import { parseUssd } from './parse.ts';

/** Hubtel's USSD, and others in its shape: only the last input comes, and turns are counted. It sends no SMS. */
export const hubtel = channelType(
  z.strictObject({ token: given }),
  (id, { token }): Channel => ({
    id,
    type: 'hubtel',
    bodyType: 'json',
    isAuthentic: tokenCheck(token),
    actions: { ussd: parseUssd },
    send: async () => refused('channel sends no SMS', { isRetryable: false }),
  }),
);
