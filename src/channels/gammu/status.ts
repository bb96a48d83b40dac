import type { DeliveryState } from '../../ports.ts';

/** What SMSD's RunOnSent and RunOnFailure stand for: the network took the message, or SMSD gave up. */
export const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['sent', 'sent'],
  ['failed', 'failed'],
]);
