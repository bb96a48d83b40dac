import { setTimeout as pause } from 'node:timers/promises';
import { type HttpConnection, openHttp, type Reply } from '../bench/http-connection.ts';

/** A provider's connections to the gateway. */
export interface HttpLines {
  /**
   * Posts a form until a whole answer below 500 comes, as a provider does.
   *
   * @returns null where none came before the signal was aborted.
   */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Reply | null>;
  /** Requests that were sent again for want of an answer. */
  readonly tally: { retried: number };
  close(): void;
}

const requestTimeoutMs = 15_000;
const firstRetryMs = 50;
const longestRetryMs = 2_000;

/** Opens up to `count` connections to `http://host:port`, each for one request at a time. */
export function openHttpLines(address: string, count: number, signal: AbortSignal): HttpLines {
  const free: (HttpConnection | null)[] = Array.from({ length: count }, () => null);
  const waiting: ((connection: HttpConnection | null) => void)[] = [];
  const tally = { retried: 0 };

  async function take(): Promise<HttpConnection> {
    const connection = free.pop();
    const taken =
      connection === undefined
        ? await new Promise<HttpConnection | null>((resolve) => waiting.push(resolve))
        : connection;
    return taken ?? (await openHttp(address));
  }

  function giveBack(connection: HttpConnection | null): void {
    const next = waiting.shift();
    if (next) next(connection);
    else free.push(connection);
  }

  async function once(path: string, form: Readonly<Record<string, string>>): Promise<Reply | null> {
    let connection: HttpConnection | null = null;
    try {
      connection = await take();
      const reply = await withTimeout(connection.post(path, form));
      giveBack(connection);
      return reply;
    } catch {
      // Refused, cut off or too late: the provider can't tell, and asks again over a new connection.
      connection?.close();
      giveBack(null);
      return null;
    }
  }

  return {
    tally,
    async post(path, form) {
      for (let retryMs = firstRetryMs; !signal.aborted; retryMs = Math.min(longestRetryMs, retryMs * 2)) {
        const reply = await once(path, form);
        if (reply !== null && reply.status < 500) return reply;
        tally.retried += 1;
        await pause(retryMs);
      }
      return null;
    },
    close() {
      for (const connection of free) connection?.close();
    },
  };
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), requestTimeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
