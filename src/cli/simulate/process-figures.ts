import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { query } from '../../store/query.ts';

/** Ticks of `/proc/<pid>/stat`, which Linux gives user space at this rate everywhere. */
const ticksASecond = 100;

/** Resident memory of a process, bytes; null where the system doesn't tell. */
export async function residentBytes(pid: number | null): Promise<number | null> {
  if (pid === null) return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** CPU that a process has used, all its threads, seconds; null where the system doesn't tell. */
export async function cpuSeconds(pid: number | null): Promise<number | null> {
  if (pid === null) return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Behind the name, which may hold anything in its parentheses: user and system time are fields 14 and 15.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields?.[11]) + Number(fields?.[12]);
  return Number.isNaN(ticks) ? null : ticks / ticksASecond;
}

/**
 * Watches the CPU of a database's backends. Those that have ended keep what was last seen of them; the server's own
 * writers are not in it.
 */
export function watchBackends(knex: Knex): () => Promise<number | null> {
  const used = new Map<number, number>();
  return async () => {
    const rows = await query<{ pid: number }>(
      knex,
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND client_addr IS NOT NULL',
    );
    for (const { pid } of rows) {
      const seconds = await cpuSeconds(pid);
      if (seconds !== null) used.set(pid, seconds);
    }
    return used.size === 0 ? null : [...used.values()].reduce((sum, seconds) => sum + seconds, 0);
  };
}
