import type { BudgetLevel } from '../domain/delivery/budget.ts';

/** How a channel has been doing, as the store knows it. */
export interface ChannelFigures {
  readonly channel: string;
  /** When the last message or dialogue came in; null: none among the newest of all channels. */
  readonly lastInAt: Date | null;
  /** When the last message was given to the provider. */
  readonly lastOutAt: Date | null;
  /** What waits, by state. */
  readonly queue: {
    readonly pending: number;
    readonly queued: number;
    readonly wired: number;
    readonly errored: number;
  };
  /** Of what was given to the provider within a day. */
  readonly lastDay: {
    readonly messages: number;
    readonly delivered: number;
    readonly failed: number;
    /** It may have gone: never sent again. */
    readonly unknown: number;
  };
  /** Of the last day: left out for want of money. */
  readonly dropped: number;
}

export interface ChannelHealth {
  read(channels: readonly string[], now: Date): Promise<ChannelFigures[]>;
}

/** What a channel has cost today, beside what it may. */
export interface Spending {
  readonly level: BudgetLevel;
  readonly spent: number;
  readonly currency: string;
  readonly perDay: number;
}

/** A channel and how it is doing. */
export interface ChannelOverview extends ChannelFigures {
  readonly type: string;
  readonly number: string | null;
  readonly code: string | null;
  readonly perSecond: number | null;
  /** Of the messages of the last day, those that failed or of which nobody knows; null where there were none. */
  readonly errorShare: number | null;
  /** Today's, by currency, what came in and what went out. */
  readonly costs: readonly { readonly currency: string; readonly amount: number }[];
  /** Null without a budget. */
  readonly budget: Spending | null;
}
