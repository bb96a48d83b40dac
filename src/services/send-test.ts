import type { DeliveryState } from '../domain/delivery/states.ts';
import { formatMessage, type Messages } from '../domain/messages.ts';
import { segmentCount } from '../domain/sms/segments.ts';
import type { Clock, TestMessages } from '../ports.ts';

export interface SendTestParts {
  readonly testMessages: TestMessages;
  readonly messages: Messages;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
}

export interface SendTestRequest {
  readonly channel: string;
  /** E.164 with the plus. */
  readonly recipient: string;
  readonly timeoutMs: number;
  /** Whether to wait until the phone has it; else until the provider has. */
  readonly untilDelivered: boolean;
  /** Told of each state that the message comes to. */
  readonly onState?: (state: DeliveryState) => void;
}

/** What came of it; `isInTime: false`: it stood there when the time was up. */
export interface SendTestOutcome {
  readonly id: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly isInTime: boolean;
}

const pollMs = 250;
const lost: readonly DeliveryState[] = ['failed', 'expired', 'unknown'];

/**
 * Makes the use case "send one message to see whether a channel works". Workers send it, as they do any other; it is
 * of no use, and not sent, once the time is up.
 */
export function makeSendTest({ testMessages, messages, clock, wait }: SendTestParts) {
  return async (request: SendTestRequest): Promise<SendTestOutcome> => {
    const { channel, recipient, timeoutMs, untilDelivered, onState } = request;
    const text = formatMessage(messages, 'id', 'test.channel');
    const createdAt = clock();
    const expiresAt = new Date(createdAt.getTime() + timeoutMs);
    const segments = segmentCount(text);
    const id = await testMessages.put({ channel, recipient, text, segments, createdAt, expiresAt });
    const wanted: readonly DeliveryState[] = untilDelivered ? ['delivered'] : ['sent', 'delivered'];
    let last: DeliveryState | null = null;
    for (;;) {
      const found = await testMessages.find(id);
      if (!found) throw new Error(`Message ${id} left the outbox`);
      const { state, reason } = found;
      if (state !== last) onState?.(state);
      last = state;
      const isOver = wanted.includes(state) || lost.includes(state);
      if (isOver || clock() >= expiresAt) return { id, state, reason, isInTime: isOver };
      await wait(pollMs);
    }
  };
}
