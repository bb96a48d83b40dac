/** An amount in a currency by its ISO 4217 code. */
export interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** `KES 0.8000`, `0.8 KES`, `USD -0.00750` (some write a charge as a loss), `350`. */
const money = /^(?:([A-Z]{3})\s*)?-?(\d{1,9}(?:\.\d{1,9})?)(?:\s*([A-Z]{3}))?$/;

/**
 * Reads what a provider says that a message cost.
 *
 * @param currency of an amount that stands alone; null: such an amount can't be read.
 * @returns null for what is no amount, so that nothing wrong is booked.
 */
export function parseMoney(text: string, currency: string | null = null): Money | null {
  const [, before, amount, after] = money.exec(text.trim()) ?? [];
  const named = before ?? after ?? currency;
  if (amount === undefined || named === null || (before !== undefined && after !== undefined)) return null;
  return { currency: named, amount: Number(amount) };
}
