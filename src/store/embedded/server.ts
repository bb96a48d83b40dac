import { Worker } from 'node:worker_threads';
import type { WorkerOrder, WorkerReport, WorkerTask } from './worker-messages.ts';

/** A running embedded database. */
export interface EmbeddedServer {
  /** Ends all connections, writes a checkpoint and stops. Never throws. */
  stop(): Promise<void>;
}

/**
 * Starts PGlite in a worker thread behind a unix socket, and waits until it takes connections.
 * @param onLost called once when the worker ends without having been told to
 * @throws Error with PostgreSQL's reason when it can't start
 */
export async function startEmbeddedServer(
  task: WorkerTask,
  onLost: (error: Error) => void,
): Promise<EmbeddedServer> {
  const worker = startWorker(task);
  let isStopping = false;
  let workerError: Error | null = null;
  worker.on('error', (error: Error) => {
    workerError = error;
  });
  const exited = new Promise<WorkerReport>((resolve) => {
    worker.once('exit', () => resolve({ kind: 'failed', problem: 'its worker thread ended' }));
  });

  const first = await Promise.race([nextReport(worker), exited]);
  if (first.kind === 'failed') {
    throw new Error(`The embedded store did not start: ${first.problem}`, { cause: workerError });
  }

  void exited.then(() => {
    if (!isStopping) onLost(workerError ?? new Error('The embedded store stopped by itself'));
  });
  return {
    async stop() {
      isStopping = true;
      worker.postMessage('stop' satisfies WorkerOrder);
      await exited;
    },
  };
}

function nextReport(worker: Worker): Promise<WorkerReport> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
  });
}

/** Compiled, the worker is a file like any; from sources (tests, development) it is TypeScript, for tsx to load. */
function startWorker(workerData: WorkerTask): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData });
  }
  // `--import tsx` does nothing in a worker on Node 20: tsx has to be registered from within.
  const tsx = import.meta.resolve('tsx/esm/api');
  const file = new URL('./worker.ts', import.meta.url).href;
  const script = `import('${tsx}').then(({ register }) => { register(); return import('${file}'); });`;
  return new Worker(script, { eval: true, workerData, execArgv: [] });
}
