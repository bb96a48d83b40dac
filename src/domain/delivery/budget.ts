import type { Money } from './money.ts';

/** What a channel may cost in a day. */
export interface Budget {
  readonly perDay: Money;
  /** Share of it from which on is warned. */
  readonly warnAt: number;
  /** Share of it from which on only what needs somebody is sent; null: never. */
  readonly quietAt: number | null;
}

/** `quiet`: plain receipts and the clock's messages are not sent, questions, refusals and word of trouble are. */
export type BudgetLevel = 'within' | 'warned' | 'quiet';

/** @param spent today, in the budget's currency. */
export function budgetLevel(spent: number, { perDay, warnAt, quietAt }: Budget): BudgetLevel {
  if (quietAt !== null && spent >= perDay.amount * quietAt) return 'quiet';
  return spent >= perDay.amount * warnAt ? 'warned' : 'within';
}
