import type { Knex } from 'knex';
import { migrationSource } from './src/store/migrations.ts';

/** For knex's own command line, on PostgreSQL: `DATABASE_URL=… npm run knex -- migrate:status`. */
const config: Knex.Config = {
  client: 'pg',
  connection: process.env.DATABASE_URL ?? '',
  migrations: { migrationSource },
};

export default config;
