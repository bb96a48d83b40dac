import { createServer, connect as openSocket, type Server, type Socket } from 'node:net';

export interface CutProxy {
  /** The server's URL by way of the proxy. */
  readonly url: string;
  /** Ends all connections and refuses new ones, as a server that was killed. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Keeps connections open and lets nothing through, as a server that hangs. */
  freeze(): void;
  close(): Promise<void>;
}

/** A stand-in for the network before a server: what a restart, an outage or a hanging server look like. */
export async function openCutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = openSocket(Number(port || 6379), hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const ownPort = await listen(server, 0);
  const throughProxy = new URL(target);
  throughProxy.host = `127.0.0.1:${ownPort}`;
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    url: throughProxy.href,
    cut,
    mend: async () => {
      await listen(server, ownPort);
    },
    freeze() {
      for (const socket of sockets) socket.unpipe();
    },
    close: () => (server.listening ? cut() : Promise.resolve()),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
    });
  });
}
