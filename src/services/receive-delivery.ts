import { setTimeout as wait } from 'node:timers/promises';
import type { Log, Outbox, Parsed } from '../ports.ts';

type Delivery = Extract<Parsed, { kind: 'delivery' }>;

/** A receipt may overtake the writing down of its message's id. */
const receiptWaitsMs = [100, 500, 2_000];

export interface ReceiveDeliveryParts {
  readonly outbox: Pick<Outbox, 'recordDelivery'>;
  readonly log: Log;
  /** How long an unknown message is waited for, each time; passed in by tests. */
  readonly waitsMs?: readonly number[];
}

/** Makes the use case "a provider reports on a message that we sent". Nothing that it says is refused. */
export function makeReceiveDelivery({ outbox, log, waitsMs = receiptWaitsMs }: ReceiveDeliveryParts) {
  return async (
    { providerMessageId, state, providerStatus, reason }: Delivery,
    channel: string,
  ): Promise<void> => {
    if (state === null) {
      log.warn({ channel, providerMessageId, providerStatus }, 'delivery.unknown-status');
      return;
    }
    for (const waitMs of [0, ...waitsMs]) {
      if (waitMs > 0) await wait(waitMs);
      if (await outbox.recordDelivery(channel, providerMessageId, state, reason)) return;
    }
    log.warn({ channel, providerMessageId, state }, 'delivery.unknown-message');
  };
}
