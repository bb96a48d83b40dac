import { z } from 'zod';
import { channelType } from '../channel-type.ts';

/**
 * The phone of the command `kentongan phone`: no provider, no HTTP. A message to it is sent once it is in the outbox,
 * from where the command shows it.
 */
export const phone = channelType(z.strictObject({}), (id) => ({
  id,
  type: 'phone',
  bodyType: 'form',
  isAuthentic: () => false,
  actions: {},
  send: async (message) => ({ ok: true, providerMessageId: `${id}-${message.id}`, cost: null }),
}));
