import type { ChannelTerms } from '../domain/delivery/terms.ts';
import type { Channel, Outbox, QueuedMessage } from '../ports.ts';
import { type SendMessageParts, sendMessage } from './send-message.ts';
import type { Way } from './way.ts';

export interface DrainChannelParts extends SendMessageParts {
  readonly outbox: Pick<Outbox, 'claim' | 'wire' | 'settle'>;
  /** Waits so long, or until the signal is aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Whether plain receipts are given up, for want of money. */
  readonly dropsPlain: (channel: string) => Promise<boolean>;
  /** Told how many messages were given up for want of money. */
  readonly onDropped?: (channel: string, count: number) => void;
}

/** One channel, as its messages are sent. */
export interface Line {
  readonly id: string;
  readonly channel: Pick<Channel, 'send'>;
  readonly terms: ChannelTerms;
  readonly way: Way;
}

/** How often it is looked for new messages while some are still on their way. */
export const pollMs = 200;
const fewestAtOnce = 8;
const mostAtOnce = 400;

/**
 * Sends what one channel has due, until nothing is left, its way is closed or `stopping` is aborted. Few are claimed at
 * once, no more than are sent at once: what is being sent when the process dies is never sent twice, but may not be
 * sent.
 *
 * @throws the first fault, after the messages in hand: a result that could not be stored must not go unnoticed.
 */
export async function drainChannel(
  parts: DrainChannelParts,
  line: Line,
  stopping?: AbortSignal,
): Promise<void> {
  const { clock, wait } = parts;
  const { way, terms } = line;
  // Taken a second ahead, and providers take up to a second: a line is only used to its limit by that many.
  const most = Math.min(mostAtOnce, Math.max(fewestAtOnce, Math.ceil((terms.perSecond ?? 0) * 2)));
  const inHand = new Set<Promise<void>>();
  const faults: unknown[] = [];
  while (!stopping?.aborted && faults.length === 0 && !way.isClosed(clock())) {
    const free = most - inHand.size;
    // Claimed a few at a time: one claim for each message would be a statement more for each.
    if (free < most / 2) {
      await Promise.race(inHand);
      continue;
    }
    const { count, waitMs } = await claimAndStart(parts, line, way.isDoubtful ? 1 : free, inHand, faults);
    if (way.isDoubtful && inHand.size > 0) await Promise.race(inHand);
    else if (waitMs !== null) await wait(waitMs, stopping);
    else if (count === 0 && inHand.size === 0) break;
    else if (count === 0) await Promise.race([Promise.all(inHand), wait(pollMs, stopping)]);
  }
  await Promise.all(inHand);
  if (faults.length > 0) throw faults[0];
}

async function claimAndStart(
  parts: DrainChannelParts,
  line: Line,
  limit: number,
  inHand: Set<Promise<void>>,
  faults: unknown[],
): Promise<{ readonly count: number; readonly waitMs: number | null }> {
  const { outbox, clock, onDropped } = parts;
  const { id: channel, terms, way } = line;
  const { perSecond } = terms;
  const dropsPlain = await parts.dropsPlain(channel);
  const claimed = await outbox.claim({ channel, limit, perSecond, dropsPlain }, clock());
  if (claimed.dropped > 0) onDropped?.(channel, claimed.dropped);
  const { messages, waitMs } = claimed;
  if (messages.length === 0) return { count: 0, waitMs };
  for (const together of groupBy(messages, ({ leavesInMs }) => leavesInMs)) {
    const wired = wireInTime(parts, together);
    for (const message of together) {
      const sending: Promise<void> = wired
        .then(async (ids) => {
          if (ids.has(message.id)) way.learn(await sendMessage(parts, line.channel, terms, message), clock());
        })
        .catch((fault) => void faults.push(fault))
        .finally(() => inHand.delete(sending));
      inHand.add(sending);
    }
  }
  return { count: messages.length, waitMs };
}

/** Messages that leave at one moment are marked as given to the provider only then. */
async function wireInTime(
  { outbox, clock, wait }: DrainChannelParts,
  messages: readonly QueuedMessage[],
): Promise<ReadonlySet<string>> {
  const leavesInMs = messages[0]?.leavesInMs ?? 0;
  if (leavesInMs > 0) await wait(leavesInMs);
  return outbox.wire(
    messages.map(({ id }) => id),
    clock(),
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): T[][] {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
