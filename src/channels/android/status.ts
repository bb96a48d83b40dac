import type { DeliveryState } from '../../ports.ts';

/** Events on a message that was sent, https://docs.sms-gate.app/features/webhooks/ */
export const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['sms:sent', 'sent'],
  ['sms:delivered', 'delivered'],
  ['sms:failed', 'failed'],
]);
