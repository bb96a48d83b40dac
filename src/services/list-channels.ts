import type { ChannelTerms } from '../domain/delivery/terms.ts';
import type { ChannelHealth, ChannelOverview, Clock, CostReader } from '../ports.ts';
import { listToday, spendingOf } from './watch-budgets.ts';

export interface ListChannelsParts {
  readonly channels: readonly { readonly id: string; readonly type: string }[];
  readonly terms: ReadonlyMap<string, ChannelTerms>;
  readonly health: ChannelHealth;
  readonly costs: Pick<CostReader, 'listDays'>;
  readonly clock: Clock;
}

/** Makes the use case "how are the channels doing", in the order of the channels file. */
export function makeListChannels({ channels, terms, health, costs, clock }: ListChannelsParts) {
  return async (): Promise<ChannelOverview[]> => {
    const now = clock();
    const ids = channels.map(({ id }) => id);
    const figures = await health.read(ids, now);
    const today = await listToday(costs, now);
    return figures.map((figure) => {
      const id = figure.channel;
      const { number = null, code = null, perSecond = null, budget = null } = terms.get(id) ?? {};
      const { messages, failed, unknown } = figure.lastDay;
      return {
        ...figure,
        type: channels.find((channel) => channel.id === id)?.type ?? '',
        number,
        code,
        perSecond,
        errorShare: messages === 0 ? null : (failed + unknown) / messages,
        costs: byCurrency(today.filter(({ channel }) => channel === id)),
        budget: budget && spendingOf(today, id, budget),
      };
    });
  };
}

function byCurrency(lines: readonly { readonly currency: string | null; readonly amount: number }[]) {
  const sums = new Map<string, number>();
  for (const { currency, amount } of lines) {
    if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** A channel as the metrics show it. */
export function readingOf({ channel, queue, lastDay, costs, budget }: ChannelOverview) {
  return {
    channel,
    depth: { ...queue, unknown: lastDay.unknown },
    costs,
    budgetShare: budget && budget.spent / budget.perDay,
  };
}
