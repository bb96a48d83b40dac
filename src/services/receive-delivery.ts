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
    const isKnown = await outbox.recordDelivery(channel, [providerMessageId], state, reason);
    // It may have overtaken the writing down of its message's id: it is kept, and only later nobody's.
    if (!isKnown) log.info({ channel, providerMessageId, state }, 'delivery.unknown-message');
  };
}
