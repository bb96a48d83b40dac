import { rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openCluster } from './cluster.ts';
import type { SocketDatabase } from './socket-database.ts';
import type { WorkerOrder, WorkerReport, WorkerTask } from './worker-messages.ts';

/** The socket server's own default refuses the second client; pools of several processes come here. */
const maxConnections = 100;
const checkpointEveryMs = 60_000;
const vacuumEveryMs = 3_600_000;

let writes = 0;

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

/** Repeats a maintenance statement, if something was written since and no transaction is in the way. */
function repeat(database: SocketDatabase, sql: string, everyMs: number): NodeJS.Timeout {
  let writesSeen = 0;
  const run = async () => {
    if (writes === writesSeen) return;
    if (await database.maintain(sql)) writesSeen = writes;
  };
  return setInterval(() => {
    run().catch((error: unknown) => process.emitWarning(`The embedded store's ${sql} failed: ${error}`));
  }, everyMs);
}

async function serve(task: WorkerTask): Promise<void> {
  const database = await openCluster(task.clusterFolder, {
    onFsync: () => {
      writes += 1;
    },
    onAbort: () => process.exit(1),
  });
  // The lock is ours, so a socket that is there is a dead server's.
  rmSync(task.socketPath, { force: true });
  const server = new PGLiteSocketServer({ db: database, path: task.socketPath, maxConnections });
  await server.start();
  const timers = [
    repeat(database, 'CHECKPOINT', checkpointEveryMs),
    repeat(database, 'VACUUM (ANALYZE)', vacuumEveryMs),
  ];

  parentPort?.once('message', async (_order: WorkerOrder) => {
    for (const timer of timers) clearInterval(timer);
    await server.stop();
    // Closing writes PostgreSQL's shutdown checkpoint.
    await database.close();
    process.exit(0);
  });
  report({ kind: 'ready' });
}

serve(workerData as WorkerTask).catch((error: unknown) => {
  report({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
