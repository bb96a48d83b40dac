import type { Log, Outbox, Parsed } from '../ports.ts';

type Delivery = Extract<Parsed, { kind: 'delivery' }>;

/** Makes the use case "a provider reports on a message that we sent". Nothing that it says is refused. */
export function makeReceiveDelivery({ outbox, log }: { outbox: Pick<Outbox, 'recordDelivery'>; log: Log }) {
  return async (
    { providerMessageId, state, providerStatus, reason }: Delivery,
    channel: string,
  ): Promise<void> => {
    if (state === null) {
      log.warn({ channel, providerMessageId, providerStatus }, 'delivery.unknown-status');
      return;
    }
    const isKnown = await outbox.recordDelivery(channel, providerMessageId, state, reason);
    if (!isKnown) log.warn({ channel, providerMessageId, state }, 'delivery.unknown-message');
  };
}
