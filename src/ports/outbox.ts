import type { Fate } from '../domain/delivery/fate.ts';
import type { DeliveryState } from '../domain/delivery/states.ts';
import type { Booking } from '../domain/delivery/terms.ts';

export type { SendFailure, SendResult } from '../domain/delivery/send-result.ts';
export type { DeliveryState } from '../domain/delivery/states.ts';

export interface OutboundMessage {
  readonly id: string;
  readonly channel: string;
  readonly recipient: string;
  readonly text: string;
  readonly segments: number;
  /** How often it was given to its channel. */
  readonly attempts: number;
}

/** A message in a worker's hands. */
export interface QueuedMessage extends OutboundMessage {
  /** How long from now the channel's limit lets it go. */
  readonly leavesInMs: number;
}

/** What a worker asks for. */
export interface OutboxClaimRequest {
  readonly channel: string;
  readonly limit: number;
  /** What the channel may send in a second, all workers together; null: no limit. */
  readonly perSecond: number | null;
  /** Whether what needs nothing of anybody is given up, for want of money. */
  readonly dropsPlain: boolean;
}

export interface OutboxClaim {
  readonly messages: readonly QueuedMessage[];
  /** How many were given up for want of money. */
  readonly dropped: number;
  /** How long until it is worth while to ask again; null: the limit holds nothing up. */
  readonly waitMs: number | null;
}

/** What was mended of what workers left behind. */
export interface Recovery {
  /** Of a worker that died before it gave them to the provider: due again. */
  readonly requeued: number;
  /** Of one that died while it did: whether they went is not known. */
  readonly unknown: number;
  /** Of a channel that is not there: failed. */
  readonly strays: number;
}

/** A message that somebody at the machine sends to see whether a channel works. */
export interface TestMessage {
  readonly channel: string;
  readonly recipient: string;
  readonly text: string;
  readonly segments: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface TestMessages {
  /** Commits it to the outbox; returns its id. */
  put(message: TestMessage): Promise<string>;
  /** Null for an id that the outbox does not have. */
  find(id: string): Promise<{ readonly state: DeliveryState; readonly reason: string | null } | null>;
}

export interface Outbox {
  /** Of these channels, those that have something due. */
  listDue(channels: readonly string[], now: Date): Promise<string[]>;
  /**
   * Takes due rows of one channel as `queued`, answers first, under the channel's limit. Rows past their use become
   * `expired`; of messages of our own accord, those to where it is night wait for the morning, or expire.
   */
  claim(request: OutboxClaimRequest, now: Date): Promise<OutboxClaim>;
  /** Marks claimed rows as `wired`; only those whose ids it returns may be given to the provider. */
  wire(ids: readonly string[], now: Date): Promise<ReadonlySet<string>>;
  /** Writes what became of a wired message. @param booking of one that was sent. */
  settle(id: string, fate: Fate, booking: Booking | null, now: Date): Promise<void>;
  /**
   * Applies a provider's word on a message or on one of its parts. Of a message that is not known, or not yet, the
   * word is kept for a day and applied when its sending is settled.
   *
   * @param providerMessageIds under which the message may be known, the likeliest first.
   * @returns false when no such message is known.
   */
  recordDelivery(
    channel: string,
    providerMessageIds: readonly string[],
    state: DeliveryState,
    reason: string | null,
  ): Promise<boolean>;
  /** Messages to one number that were written after an outbox id, oldest first. */
  listFor(recipient: string, afterId: string): Promise<OutboundMessage[]>;
  /** Takes care of what workers that died left behind, and of old words on nobody's messages. */
  recover(channels: readonly string[], now: Date): Promise<Recovery>;
}
