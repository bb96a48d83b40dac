import { type ChannelTerms, defaultTerms } from '../domain/delivery/terms.ts';
import type { Channel, Outbox } from '../ports.ts';
import { type DrainChannelParts, drainChannel, type Line, pollMs } from './drain-channel.ts';
import { makeWay } from './way.ts';

export interface SendOutboxParts extends DrainChannelParts {
  readonly outbox: Pick<Outbox, 'listDue' | 'claim' | 'wire' | 'settle' | 'recover'>;
  readonly channels: ReadonlyMap<string, Pick<Channel, 'send'>>;
  /** By channel; the default ones where there are none. */
  readonly terms: ReadonlyMap<string, ChannelTerms>;
}

const recoverEveryMs = 60_000;

/**
 * Makes the use case "send what waits in the outbox": each channel by itself, so that one that is slow, limited or
 * closed holds up no other, until none has anything due.
 *
 * @returns a drain that returns early, after the messages in hand, once `stopping` is aborted.
 */
export function makeSendOutbox(parts: SendOutboxParts): (stopping?: AbortSignal) => Promise<void> {
  const { outbox, clock, log, random, wait } = parts;
  const lines: Line[] = [...parts.channels].map(([id, channel]) => ({
    id,
    channel,
    terms: parts.terms.get(id) ?? defaultTerms,
    way: makeWay(id, log, random),
  }));
  let recoveredAt = Number.NEGATIVE_INFINITY;

  async function recover(now: Date): Promise<void> {
    if (now.getTime() - recoveredAt < recoverEveryMs) return;
    const found = await outbox.recover(
      lines.map(({ id }) => id),
      now,
    );
    recoveredAt = now.getTime();
    const { requeued, unknown, strays } = found;
    if (requeued + unknown + strays > 0) log.warn({ requeued, unknown, strays }, 'outbox.recovered');
  }

  /** Those that have something due and are not at it already. */
  async function listIdle(running: ReadonlyMap<string, unknown>): Promise<Line[]> {
    const now = clock();
    const idle = lines.filter(({ id, way }) => !running.has(id) && !way.isClosed(now));
    if (idle.length === 0) return [];
    const due = await outbox.listDue(
      idle.map(({ id }) => id),
      now,
    );
    return idle.filter(({ id }) => due.includes(id));
  }

  return async function drain(stopping) {
    const running = new Map<string, Promise<void>>();
    const faults: unknown[] = [];
    const keepFault = (fault: unknown) => void faults.push(fault);
    await recover(clock());
    while (!stopping?.aborted && faults.length === 0) {
      const due = await listIdle(running).catch((fault): Line[] => {
        keepFault(fault);
        return [];
      });
      for (const line of due) {
        const draining = drainChannel(parts, line, stopping)
          .catch(keepFault)
          .finally(() => running.delete(line.id));
        running.set(line.id, draining);
      }
      if (running.size === 0) break;
      await Promise.race([...running.values(), wait(pollMs, stopping)]);
    }
    await Promise.all(running.values());
    if (faults.length > 0) throw faults[0];
  };
}
