import { stringify } from 'yaml';
import { startServe } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { query } from '../../src/store/query.ts';
import { freshPostgres } from '../support/database.ts';

/** How often a link is cut, and how many messages go each way. */
export const cuts = 10;
export const peerMessages = (few: number): number => Number(process.env.PEER_MESSAGES ?? few);

/** A gateway with its own store, and one channel. */
export async function startPeerGateway(port: number, channel: Record<string, unknown>) {
  const postgres = await freshPostgres();
  const file = stringify({ channels: [channel] });
  const config = readConfig(
    {
      PORT: `${port}`,
      LOG_LEVEL: process.env.PEER_LOG ?? 'silent',
      DATABASE_URL: postgres.url,
      CHANNELS_FILE: 'channels.yaml',
      SCHEDULE: '0',
    },
    () => file,
  );
  const running = await startServe(config, { works: true });
  const id = String(channel.id);
  return {
    /** Texts that came in, in the order of their coming. */
    texts: async () =>
      (
        await query<{ raw: Buffer }>(
          postgres.knex,
          "SELECT raw FROM inbox WHERE channel = :id AND kind = 'sms' ORDER BY id",
          { id },
        )
      ).map(({ raw }) => raw.toString()),
    /** Lets so many messages wait to be sent; every tenth is of two parts. */
    fillOutbox: (count: number) =>
      query(
        postgres.knex,
        `INSERT INTO outbox (channel, recipient, text, segments, state, created_at, expires_at)
         SELECT :id, '+62812' || (10000000 + n),
           'KELUAR ' || n || CASE WHEN n % 10 = 0 THEN repeat(' panjang', 25) ELSE '' END,
           CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END, 'pending', now(), now() + interval '1 day'
         FROM generate_series(1, :count) AS n`,
        { id, count },
      ),
    /** How many of these are in each state. */
    states: async (): Promise<Readonly<Record<string, number>>> => {
      const rows = await query<{ state: string; count: string }>(
        postgres.knex,
        "SELECT state, count(*) FROM outbox WHERE text LIKE 'KELUAR %' GROUP BY state",
      );
      return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
    },
    async stop() {
      await running.stop();
      await postgres.drop();
    },
  };
}

/** Waits until something is so. @throws Error that says what was waited for, and how far it came. */
export async function until<T>(
  ask: () => T | Promise<T>,
  isSo: (value: T) => boolean,
  what: string,
  timeoutMs = 600_000,
): Promise<T> {
  const started = performance.now();
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    if (performance.now() - started > timeoutMs) {
      throw new Error(`Waited in vain for ${what}: ${JSON.stringify(value).slice(0, 200)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** How many texts come more than once. */
export function doubled(texts: readonly string[]): number {
  return texts.length - new Set(texts).size;
}
