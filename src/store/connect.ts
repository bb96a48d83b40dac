import knex, { type Knex } from 'knex';
import pg from 'pg';
import type { LockPurpose } from './embedded/lock.ts';
import { openEmbedded } from './embedded/open.ts';
import { socketPort } from './embedded/socket-folder.ts';

export { DataDirInUse } from './embedded/lock.ts';
export { isStoreUnreachable } from './unreachable.ts';

export interface StoreConfig {
  /** PostgreSQL's URL; null for the embedded store. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** `serve`: has an embedded store for itself; `command`: goes through the server that has it. */
  readonly purpose: LockPurpose;
  readonly poolSize?: number;
  /**
   * The embedded store of this process ended by itself (a disk error, its lock removed). What was acknowledged is on
   * disk; the process should stop, and recovers at the next start.
   */
  readonly onLost?: (error: Error) => void;
}

export interface OpenStore {
  readonly knex: Knex;
  readonly isEmbedded: boolean;
  /** Whether this process runs the embedded store. */
  readonly holdsEmbedded: boolean;
  /** Ends the connections, and the embedded store if this process runs it. */
  close(): Promise<void>;
}

/** The embedded store runs one statement at a time; more connections only queue. */
const embeddedPoolSize = 6;
const postgresPoolSize = 10;
const acquireTimeoutMs = 10_000;
const connectTimeoutMs = 5_000;
const statementTimeoutMs = 30_000;
const idleInTransactionTimeoutMs = 30_000;

const dateOid = 1082;

/** Dates stay `YYYY-MM-DD`, not midnight somewhere; pg already leaves int8 and numeric as strings. */
const types: Knex.PgCustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === dateOid) return (value: string) => value;
    return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
  },
};

/**
 * Opens the store: PostgreSQL when there is a URL, else the embedded one in `dataDir`.
 * PostgreSQL is not contacted before the first query.
 * @throws DataDirInUse when another process has the folder; Error when the embedded store can't start
 */
export async function openStore(config: StoreConfig): Promise<OpenStore> {
  if (config.databaseUrl === null) return openEmbeddedStore(config);
  const client = connectPostgres(config.databaseUrl, config.poolSize);
  return { knex: client, isEmbedded: false, holdsEmbedded: false, close: () => client.destroy() };
}

/** A knex client of a PostgreSQL server; TLS by the URL (`?sslmode=…`), as pg reads it. */
export function connectPostgres(databaseUrl: string, poolSize: number = postgresPoolSize): Knex {
  return makeKnex(poolSize, {
    connectionString: databaseUrl,
    application_name: 'kentongan',
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  });
}

async function openEmbeddedStore(config: StoreConfig): Promise<OpenStore> {
  const embedded = await openEmbedded(config.dataDir, config.purpose, config.onLost ?? (() => {}));
  // No time-outs of statements here: settings leak between the socket's clients.
  const client = makeKnex(config.poolSize ?? embeddedPoolSize, {
    host: embedded.socketFolder,
    port: socketPort,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: acquireTimeoutMs,
  });
  return {
    knex: client,
    isEmbedded: true,
    holdsEmbedded: embedded.isHolder,
    async close() {
      await client.destroy();
      await embedded.close();
    },
  };
}

/** Each fault is thrown to whoever asked, who logs it without what the database quotes; knex would print it too. */
const noLog: Knex.Logger = { warn() {}, error() {}, deprecate() {}, debug() {} };

function makeKnex(poolSize: number, connection: Knex.PgConnectionConfig): Knex {
  return knex({
    client: 'pg',
    connection: { ...connection, types },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: acquireTimeoutMs,
    log: noLog,
  });
}
