import type { Knex } from 'knex';

const columns = `
  -- BPS code of any level; empty: of no area
  area_code text NOT NULL,
  -- the local day there
  day date NOT NULL,
  channel text NOT NULL,
  direction text NOT NULL,
  -- empty: what it cost is not known
  currency text NOT NULL,
  messages integer NOT NULL,
  segments integer NOT NULL,
  amount numeric(24, 6) NOT NULL`;

/**
 * What messages cost, as sums by area of every level, day and channel. Each booking is a row of differences, in the
 * statement that settles the message, so that nobody waits for a sum; a fold adds them up and takes them away. What
 * was spent so far is always sums and differences together.
 */
export async function up(knex: Knex): Promise<void> {
  // Without a key: rows are only added, and taken away by whoever folds.
  await knex.raw(`
    CREATE TABLE cost_deltas (${columns},
      CONSTRAINT cost_deltas_direction_check CHECK (direction IN ('in', 'out'))
    )`);
  await knex.raw(`
    CREATE TABLE cost_days (${columns},
      CONSTRAINT cost_days_direction_check CHECK (direction IN ('in', 'out')),
      PRIMARY KEY (area_code, day, channel, direction, currency)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE cost_days');
  await knex.raw('DROP TABLE cost_deltas');
}
