import type { Knex } from 'knex';
import type { Log } from '../ports.ts';
import { faultCode } from './fault-code.ts';

const tidyEveryMs = 3_600_000;

/**
 * Clears dead rows and renews the statistics each hour. The embedded store has no autovacuum: without this,
 * draining 10,000 messages took twice as long after 100,000.
 */
export function keepTidy(knex: Knex, log: Log): { stop(): void } {
  const timer = setInterval(async () => {
    try {
      await knex.raw('VACUUM (ANALYZE)');
    } catch (error) {
      log.warn({ fault: faultCode(error) }, 'store.tidy-failed');
    }
  }, tidyEveryMs);
  return { stop: () => clearInterval(timer) };
}
