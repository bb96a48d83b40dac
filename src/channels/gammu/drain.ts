import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionIntake, Log, Parsed } from '../../ports.ts';
import { parseHandOver } from './parse.ts';
import { drainSpool, type Fate } from './spool.ts';

const everyMs = 1_000;

export interface DrainParts {
  readonly channel: string;
  readonly spoolDir: string;
  readonly intake: ConnectionIntake;
  readonly log: Log;
}

/** Looks into the spool folder each second and takes what lies there, until it is stopped. */
export function openDrain({ channel, spoolDir, intake, log }: DrainParts): { stop(): Promise<void> } {
  const stopping = new AbortController();

  async function run(): Promise<void> {
    let lastFault: string | null = null;
    while (!stopping.signal.aborted) {
      try {
        const { refused } = await drainSpool(
          spoolDir,
          (entry) => take(parseHandOver(entry)),
          () => stopping.signal.aborted,
        );
        if (refused > 0) log.warn({ channel, count: refused }, 'gammu.spool-refused');
        lastFault = null;
      } catch (err) {
        // Once, not each second: the store may be away, or the folder not ours to read.
        const fault = err instanceof Error ? err.message : 'fault';
        if (fault !== lastFault) log.error({ channel, err }, 'gammu.spool-not-taken');
        lastFault = fault;
      }
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function take(parsed: Parsed): Promise<Fate> {
    if (parsed.kind === 'sms') {
      await intake.receiveSms(parsed.message, channel);
      return 'taken';
    }
    if (parsed.kind !== 'delivery') return 'refused';
    const { providerMessageId: id, state, reason } = parsed;
    const isKnown = state !== null && (await intake.recordDelivery(channel, [id], state, reason));
    if (!isKnown) log.info({ channel, providerMessageId: id, state }, 'delivery.unknown-message');
    return 'taken';
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
