/** One inbound message, parsed and authenticated by its channel, not yet read. */
export interface InboundMessage {
  readonly channel: string;
  /** The provider's id; unique within the channel and kind. */
  readonly providerId: string;
  readonly kind: 'sms' | 'ussd';
  /** E.164 with the plus. */
  readonly sender: string;
  readonly receiver: string | null;
  /** SMS: the text's UTF-8 bytes as they came. USSD: the submission as JSON bytes. */
  readonly raw: Uint8Array;
  readonly receivedAt: Date;
  /** When the phone or operator says that it was sent. */
  readonly sentAt: Date | null;
}

/** A row of the inbox that a worker has claimed. */
export interface ClaimedMessage extends InboundMessage {
  readonly id: string;
  /** How many times it failed before. */
  readonly attempts: number;
}

export interface AcceptedMessage {
  /** Null for a message that was there already. */
  readonly id: string | null;
  readonly duplicate: boolean;
}

export interface StuckMessage {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly sender: string;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface Inbox {
  /** Commits all messages in one statement; order of the answer is the order given. Duplicates are no error. */
  accept(messages: readonly InboundMessage[]): Promise<AcceptedMessage[]>;
  countPending(): Promise<number>;
  listStuck(limit: number): Promise<StuckMessage[]>;
  /** Puts set-aside rows back; all of them without ids. Returns how many. */
  retryStuck(ids?: readonly string[]): Promise<number>;
}
