/** What a channel says of one sending. */
export type SendResult = SendSuccess | SendFailure;

export interface SendSuccess {
  readonly ok: true;
  /** Under which the provider reports on it; of a message in several parts the last one's. */
  readonly providerMessageId: string | null;
  /** Of a message that the provider reports on part by part: the id of each. */
  readonly partIds?: readonly string[];
  /** As the provider writes it, such as `KES 0.8000`; null where it says nothing. */
  readonly cost: string | null;
}

export interface SendFailure {
  readonly ok: false;
  /** A code or a few fixed words; never what was sent or answered. */
  readonly reason: string;
  /** Surely not taken, and may be later. */
  readonly isRetryable: boolean;
  /** May have been taken. */
  readonly isUncertain: boolean;
  /**
   * Nothing goes by this way now, whatever the message: no link, too fast, no balance. It waits for the way until it
   * is past its use, and no try of it is counted.
   */
  readonly isWayClosed?: boolean;
}
