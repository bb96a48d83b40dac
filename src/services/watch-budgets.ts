import { type Budget, type BudgetLevel, budgetLevel } from '../domain/delivery/budget.ts';
import type { ChannelTerms } from '../domain/delivery/terms.ts';
import { localDayOf } from '../domain/identity/time-zone.ts';
import { nation } from '../domain/workflow/progress.ts';
import type { Clock, CostLine, CostReader, Log, Spending } from '../ports.ts';

export interface WatchBudgetsParts {
  readonly costs: Pick<CostReader, 'listDays'>;
  readonly terms: ReadonlyMap<string, Pick<ChannelTerms, 'budget'>>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How old a sum may be: what is spent in between is spent. */
const keptMs = 10_000;

/**
 * Makes the use case "how does a channel stand with its budget", which says so in the log when it changes. A day is
 * that of western Indonesia; what is sent in the east late in its evening counts for the next.
 *
 * @returns null for a channel without a budget.
 */
export function makeWatchBudgets(parts: WatchBudgetsParts) {
  const known = new Map<string, { readonly spending: Spending; readonly at: number }>();

  return async (channel: string): Promise<Spending | null> => {
    const budget = parts.terms.get(channel)?.budget;
    if (!budget) return null;
    const now = parts.clock();
    const last = known.get(channel);
    if (last && now.getTime() - last.at < keptMs) return last.spending;
    const spending = spendingOf(await listToday(parts.costs, now), channel, budget);
    known.set(channel, { spending, at: now.getTime() });
    tell(parts.log, channel, last?.spending.level ?? 'within', spending);
    return spending;
  };
}

/** What all channels cost today. */
export function listToday(costs: Pick<CostReader, 'listDays'>, now: Date): Promise<CostLine[]> {
  const day = localDayOf(now, 'WIB');
  return costs.listDays(nation, day, day);
}

/** @param today what all channels cost today. */
export function spendingOf(today: readonly CostLine[], channel: string, budget: Budget): Spending {
  const { currency, amount: perDay } = budget.perDay;
  const lines = today.filter((line) => line.channel === channel && line.currency === currency);
  const spent = lines.reduce((sum, { amount }) => sum + amount, 0);
  return { level: budgetLevel(spent, budget), spent, currency, perDay };
}

function tell(log: Log, channel: string, before: BudgetLevel, spending: Spending): void {
  if (spending.level === before) return;
  const say = spending.level === 'within' ? log.info : log.warn;
  say.call(log, { channel, ...spending }, `budget.${spending.level}`);
}
