import { z } from 'zod';

/** Settings that several types share. */
export const given = z.string({ error: 'missing' }).min(1, 'empty');
export const httpUrl = z
  .string({ error: 'missing' })
  .refine(
    (text) => URL.canParse(text) && /^https?:\/\//.test(text) && !/[?#]/.test(text),
    'use an http or https URL without query',
  )
  .transform((text) => text.replace(/\/$/, ''));

/** Where the provider reaches a channel's route. @param token left out where the provider signs instead. */
export function routeUrl(publicUrl: string, channelId: string, action: string, token?: string): string {
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  return `${publicUrl}/channels/${channelId}/${action}${query}`;
}
