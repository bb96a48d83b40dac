/**
 * Where an outgoing message stands.
 * - pending: committed with what caused it, nobody's yet
 * - queued: in a worker's hands, surely not given to the provider
 * - wired: being given to the provider; whoever dies now leaves it open whether it went
 * - sent: the provider has it
 * - delivered: the phone has it
 * - errored: the provider did not take it; it is tried again
 * - failed: it will not arrive
 * - expired: past its use before it went, or the provider gave up in time
 * - unknown: it may have gone; never sent again
 */
export const deliveryStates = [
  'pending',
  'queued',
  'wired',
  'sent',
  'delivered',
  'errored',
  'failed',
  'expired',
  'unknown',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Where a message may go from each state. What is not listed never happens, whoever says so. */
const transitions: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  pending: ['queued', 'expired', 'failed'],
  queued: ['wired', 'pending'],
  wired: ['sent', 'errored', 'failed', 'unknown'],
  sent: ['delivered', 'failed', 'expired'],
  errored: ['queued', 'expired', 'failed'],
  // A late result, or a receipt of what was given up.
  unknown: ['sent', 'delivered', 'failed', 'expired'],
  // A provider's last word, when the phone has it after all.
  failed: ['delivered'],
  expired: ['delivered'],
  delivered: [],
};

/** What a provider may say of a message. Any other word of theirs must not make it due again. */
export const reportedStates = ['sent', 'delivered', 'failed', 'expired'] as const satisfies DeliveryState[];

/** Whether a message may go from one state to another; staying is no move. */
export function mayBecome(from: DeliveryState, to: DeliveryState): boolean {
  return transitions[from].includes(to);
}

/** The states from which a message may go to one. */
export function statesBefore(to: DeliveryState): DeliveryState[] {
  return deliveryStates.filter((from) => mayBecome(from, to));
}

/** Where a message stands after a provider's word on it: where it stood, if the word changes nothing. */
export function stateAfterReport(current: DeliveryState, said: DeliveryState): DeliveryState {
  const isReport = reportedStates.some((state) => state === said);
  return isReport && mayBecome(current, said) ? said : current;
}

/**
 * The state of a message in several parts: lost if a part is, with the phone once all are, else with the provider.
 */
export function joinParts(parts: readonly DeliveryState[]): DeliveryState {
  if (parts.includes('failed')) return 'failed';
  if (parts.includes('expired')) return 'expired';
  return parts.length > 0 && parts.every((part) => part === 'delivered') ? 'delivered' : 'sent';
}
