import type { DeliveryState } from '../../ports.ts';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['accepted', 'sent'],
  ['scheduled', 'sent'],
  ['queued', 'sent'],
  ['sending', 'sent'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);
