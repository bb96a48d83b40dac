import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Log } from '../ports.ts';
import { line, write } from './answer.ts';
import { type ChannelRoute, type ChannelRouteParts, makeChannelRoute } from './channel-route.ts';
import type { Console } from './console/console.ts';
import { answerReadiness, type Check } from './readiness.ts';

export interface WebParts extends ChannelRouteParts {
  /** What `/readyz` asks, by the name that it shows. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly console: Console;
}

export interface Web {
  readonly app: RequestListener;
  /** @returns the address, with the port that the system chose for port 0. */
  listen(host: string, port: number): Promise<AddressInfo>;
  /** Takes no new requests, answers the open ones, and cuts what is open after `deadlineMs`. */
  close(deadlineMs?: number): Promise<void>;
}

/** A sender that takes longer for one request is cut off. */
const requestTimeoutMs = 30_000;
/** Longer than a proxy's usual minute, so that the proxy closes first and never meets a closed connection. */
const keepAliveTimeoutMs = 65_000;
const closeDeadlineMs = 8_000;
const idleCheckMs = 20;

/** The HTTP side: providers' routes, health, metrics and the console. Listens only once `listen` is called. */
export function makeWeb(parts: WebParts): Web {
  const state = { isClosing: false };
  const app = makeListener(parts, state);
  const server = createServer(
    { requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveTimeoutMs },
    app,
  );
  return {
    app,
    listen: (host, port) => listen(server, host, port),
    close(deadlineMs = closeDeadlineMs) {
      state.isClosing = true;
      parts.console.close();
      return close(server, deadlineMs);
    },
  };
}

interface State {
  readonly isClosing: boolean;
}

/** A channel's path as providers call it. One that is written otherwise, such as encoded, is Express' to read. */
const channelPath = /^\/channels\/([\w-]+)\/([\w-]+)(?:\?|$)/;

/** Express for all but the providers' calls: its way to a route costs them as much as all the rest of HTTP. */
function makeListener(parts: WebParts, state: State): RequestListener {
  const channelRoute = makeChannelRoute(parts);
  const app = makeApp(parts, channelRoute, state);
  return (req, res) => {
    const [, id, action] = channelPath.exec(req.url ?? '') ?? [];
    if (id === undefined || action === undefined || state.isClosing) return app(req, res);
    channelRoute(req, res, id, action).catch((err: unknown) => answerFault(parts.log, err, req, res));
  };
}

function makeApp(parts: WebParts, channelRoute: ChannelRoute, state: State): Express {
  const { metrics } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use((_req, res, next) => {
    if (!state.isClosing) return next();
    write(res, line(503, 'stopping, try again', { connection: 'close', 'retry-after': '5' }));
  });
  app.all('/channels/:id/:action', (req, res) => channelRoute(req, res, req.params.id, req.params.action));
  app.get('/healthz', (_req, res) => write(res, line(200, 'alive')));
  app.get('/readyz', async (_req, res) => write(res, await answerReadiness(parts.checks)));
  app.get('/metrics', async (_req, res) => {
    write(res, { status: 200, body: await metrics.render(), contentType: metrics.contentType });
  });
  app.use(parts.console.handle);
  app.use(notFound);
  app.use(makeErrorHandler(parts));
  return app;
}

const notFound: RequestHandler = (_req, res) => write(res, line(404, 'not found'));

/** Express says 400 of a path that it cannot decode; all else is a fault of ours, which the log explains. */
function makeErrorHandler({ log }: WebParts): ErrorRequestHandler {
  return (err, req, res, _next) => {
    if (err instanceof URIError) return write(res, line(400, 'path: malformed percent-encoding'));
    answerFault(log, err, req, res);
  };
}

function answerFault(log: Log, err: unknown, req: IncomingMessage, res: ServerResponse): void {
  log.error({ method: req.method, err }, 'http.failed');
  write(res, line(500, 'internal error'));
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        return reject(new Error('not listening on a port'));
      resolve(address);
    });
  });
}

function close(server: Server, deadlineMs: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    // Node closes idle connections once, when it closes; those that fall idle later would stay for their keep-alive.
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(deadline);
      resolve();
    });
  });
}
