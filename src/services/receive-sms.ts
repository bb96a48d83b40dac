import type { AcceptedMessage, Clock, InboundMessage, Queue } from '../ports.ts';

export interface ReceiveSmsParts {
  /** Resolves once the message is committed; see group-commit. */
  readonly accept: (message: InboundMessage) => Promise<AcceptedMessage>;
  readonly queue: Pick<Queue, 'signal'>;
  readonly clock: Clock;
  /** Told of every message committed or found there, for the metrics. */
  readonly onAccepted?: (channel: string, kind: InboundMessage['kind'], isDuplicate: boolean) => void;
}

/**
 * Makes the use case "an SMS came in": it is committed to the inbox, then the workers are told. Nothing of it is read
 * here, so that an acknowledgement depends on the disk alone.
 */
export function makeReceiveSms({ accept, queue, clock, onAccepted }: ReceiveSmsParts) {
  return async (
    message: Omit<InboundMessage, 'channel' | 'receivedAt'>,
    channel: string,
  ): Promise<{ readonly duplicate: boolean }> => {
    const { duplicate } = await accept({ ...message, channel, receivedAt: clock() });
    // A message that was there already was announced when it came.
    if (!duplicate) queue.signal('inbox');
    onAccepted?.(channel, message.kind, duplicate);
    return { duplicate };
  };
}
