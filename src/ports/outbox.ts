export interface OutboundMessage {
  readonly id: string;
  readonly channel: string;
  readonly recipient: string;
  readonly text: string;
  readonly segments: number;
  readonly attempts: number;
}

export type DeliveryState =
  | 'pending'
  | 'wired'
  | 'sent'
  | 'delivered'
  | 'errored'
  | 'failed'
  | 'expired'
  | 'unknown';

/** What a channel says of one sending. */
export type SendResult =
  | { readonly ok: true; readonly providerMessageId: string | null; readonly cost: string | null }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly isRetryable: boolean;
      readonly isUncertain: boolean;
    };

export interface Outbox {
  /** Marks up to `limit` due rows as `wired` and returns them; rows past their use become `expired`. */
  claim(limit: number, now: Date): Promise<OutboundMessage[]>;
  settle(id: string, result: SendResult, now: Date): Promise<void>;
  /** Applies a provider's delivery state; false when no such message is known. */
  recordDelivery(
    channel: string,
    providerMessageId: string,
    state: DeliveryState,
    reason: string | null,
  ): Promise<boolean>;
  /** Messages to one number that were written after an outbox id, oldest first. */
  listFor(recipient: string, afterId: string): Promise<OutboundMessage[]>;
  /** Rows wired longer than `olderThanMs` ago without a result become `unknown`. Returns how many. */
  giveUpWired(olderThanMs: number, now: Date): Promise<number>;
}
