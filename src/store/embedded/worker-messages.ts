/** What the worker thread is started with. */
export interface WorkerTask {
  readonly clusterFolder: string;
  readonly socketPath: string;
}

/** What the worker thread says. `failed` ends it. */
export type WorkerReport = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly problem: string };

/** What the worker thread is told. */
export type WorkerOrder = 'stop';
