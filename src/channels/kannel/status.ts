import type { DeliveryState } from '../../ports.ts';

/** Values of `%d` in the dlr-url, Kannel user guide, "Delivery Reports". 2 and 16 are final. */
export const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['1', 'delivered'],
  ['2', 'failed'],
  ['4', 'sent'],
  ['8', 'sent'],
  ['16', 'failed'],
]);

/** The sum of all of them: each is to be reported. */
export const dlrMask = '31';
