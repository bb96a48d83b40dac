import { join } from 'node:path';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/store/embedded/cluster.ts';
import type { SocketDatabase } from '../../../src/store/embedded/socket-database.ts';
import { socketName } from '../../../src/store/embedded/socket-folder.ts';
import { startChild } from '../../support/child.ts';
import { freshDataDir } from '../../support/database.ts';

let dataDir: string;
let database: SocketDatabase;
let server: PGLiteSocketServer;
let fsyncs = 0;
const clients: pg.Client[] = [];

async function connectClient(): Promise<pg.Client> {
  const client = new pg.Client({ host: dataDir, user: 'postgres', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  dataDir = await freshDataDir();
  database = await openCluster(join(dataDir, 'pgdata'), { onFsync: () => (fsyncs += 1) });
  server = new PGLiteSocketServer({ db: database, path: join(dataDir, socketName), maxConnections: 100 });
  await server.start();
  await database.exec('create table written (who int, value text)');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end().catch(() => {})));
  await server.stop();
  await database.close();
});

describe('the embedded database', () => {
  it('syncs the log to the disk at every commit, and only then', async () => {
    const client = await connectClient();
    fsyncs = 0;
    for (let at = 0; at < 20; at += 1) await client.query('insert into written values ($1, $2)', [0, 'x']);
    expect(fsyncs).toBe(20);
    await client.query('select * from written');
    expect(fsyncs).toBe(20);
  });

  it("runs each client's SQL with its own values, though values over 64 kB come in pieces", async () => {
    const ask = async (who: number) => {
      const client = await connectClient();
      const wrong: unknown[] = [];
      for (let round = 0; round < 5; round += 1) {
        const value = `${who}.${round} `.repeat(50_000);
        const { rows } = await client.query(`select ${who} as who, $1::text as value`, [value]);
        if (rows[0].who !== who || rows[0].value !== value) wrong.push({ who, answered: rows[0].who });
      }
      return wrong;
    };
    expect((await Promise.all([1, 2, 3, 4].map(ask))).flat()).toEqual([]);
  });

  it('takes back what a client had open when it went, and serves the others', async () => {
    const gone = await connectClient();
    const other = await connectClient();
    await gone.query('begin');
    await gone.query('insert into written values ($1, $2)', [7, 'lost']);
    const waiting = other.query('select count(*) from written where who = 7');
    void gone.query('insert into written values ($1, $2)', [7, 'x'.repeat(300_000)]).catch(() => {});
    gone.connection.stream.destroy();
    expect((await waiting).rows).toEqual([{ count: '0' }]);
  });

  it('keeps its own upkeep out of transactions and off the wire', async () => {
    const client = await connectClient();
    await client.query('begin');
    expect(await database.maintain('CHECKPOINT')).toBe(false);
    await client.query('commit');
    expect(await database.maintain('CHECKPOINT')).toBe(true);
    expect(await database.maintain('VACUUM (ANALYZE)')).toBe(true);
    await expect(database.maintain('VACUUM nowhere')).rejects.toThrow('VACUUM nowhere failed');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('stops rather than go on when the disk refuses to sync', async () => {
    const child = startChild('refuseSync', await freshDataDir());
    expect(await child.nextLine()).toBe('stopped');
  });
});
