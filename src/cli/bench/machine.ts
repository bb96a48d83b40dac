import { cpus, loadavg } from 'node:os';
import type { Core } from '../../core.ts';
import { query } from '../../store/query.ts';
import { redisVersion } from './redis.ts';

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  /** Of the last minute, when the measuring began. */
  readonly load: number;
  /** Kind and version of the store, and whether it syncs to disk; null where none was used. */
  readonly store: string | null;
  readonly queue: string | null;
}

/** Looks at the machine before anything is measured. */
export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    store: null,
    queue: null,
  };
}

/** Adds what the store and the queue run on. */
export async function withServers(machine: Machine, { knex, config, isEmbedded }: Core): Promise<Machine> {
  const [row] = await query<{ version: string; fsync: string }>(
    knex,
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync`,
  );
  const kind = isEmbedded ? 'PGlite, PostgreSQL' : 'PostgreSQL';
  return {
    ...machine,
    store: `${kind} ${row?.version ?? ''} (fsync ${row?.fsync ?? 'unknown'})`,
    queue: config.redisUrl ? `Redis ${await redisVersion(config.redisUrl)}` : 'in process',
  };
}
