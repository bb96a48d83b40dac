import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Request, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { html } from '../../html.ts';
import { type AssetFiles, type Assets, makeAssets } from './assets.ts';
import { deniedJson, deniedPage } from './denied.ts';
import { layOut } from './layout.ts';
import type { Page } from './reply.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { type Streams, sendCsv, sendEvents, sendRedirect, sendText } from './send-reply.ts';
import { apiPath, type Served, type ServeParts, serveRoute } from './serve-route.ts';

export interface ConsoleParts extends ServeParts {
  readonly assets: AssetFiles;
}

/** The console: pages and API for Express, and what ends it. */
export interface Console {
  readonly handle: RequestHandler;
  /** Ends what browsers listen to; they come again. */
  close(): void;
}

const pageType = 'text/html; charset=utf-8';

export function makeConsole(parts: ConsoleParts): Console {
  const assets = makeAssets(parts.assets);
  const streams = makeStreams();
  const router = Router();
  router.get('/assets/:file', (req, res, next) => {
    if (!assets.serve(req, res, req.params.file)) next();
  });
  router.use(securityHeaders);
  for (const route of routes) {
    router[route.method](route.path, async (req, res) => {
      const served = await serveRoute(route, req, res, req.params, parts);
      if (served) await send(route, served, req, res, { assets, streams });
    });
  }
  return { handle: router, close: streams.close };
}

/** Nothing from elsewhere, no script or style within a page, nobody frames us, no page stays in a cache. */
const securityHeaders: RequestHandler = (req, res, next) => {
  res.setHeader('cache-control', 'no-store');
  protect(req, res, next);
};

const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
});

interface Surroundings {
  readonly assets: Assets;
  readonly streams: Streams;
}

async function send(
  route: Route,
  { outcome, visit, userVisit }: Served,
  req: Request,
  res: ServerResponse,
  { assets, streams }: Surroundings,
): Promise<void> {
  const isApi = route.path.startsWith(apiPath);
  const json = (status: number, body: unknown) =>
    sendText(req, res, status, 'application/json', JSON.stringify(body));
  const page = (shown: Page) => {
    const frame = {
      ...visit,
      user: null,
      csrfToken: '',
      ...userVisit,
      url: req.originalUrl,
      assetUrl: assets.urlOf,
    };
    return sendText(req, res, shown.status ?? 200, pageType, layOut(shown, frame));
  };
  switch (outcome.kind) {
    case 'page':
      return page(outcome);
    case 'json':
      return json(outcome.status ?? 200, outcome.body);
    case 'csv':
      return sendCsv(req, res, outcome);
    case 'redirect':
      return sendRedirect(req, res, outcome);
    case 'events':
      return sendEvents(res, outcome, streams);
    case 'handler':
      return outcome.handle(req, res);
    case 'refusal':
      if (isApi) return json(outcome.status, { error: { code: 'refused', detail: outcome.text } });
      return page(refusalPage(outcome.text, outcome.status, visit.say('denied.refused')));
    case 'denied':
      if (outcome.status === 413) res.setHeader('connection', 'close');
      if (outcome.status === 503) res.setHeader('retry-after', '5');
      if (isApi) {
        if (outcome.status === 401) res.setHeader('www-authenticate', 'Bearer');
        return json(outcome.status, deniedJson(outcome));
      }
      if (outcome.status === 401 && wantsPage(req))
        return sendRedirect(req, res, { kind: 'redirect', to: signInUrl(req) });
      return page(deniedPage(outcome, visit.say));
  }
}

function refusalPage(text: string, status: number, title: string): Page {
  return { kind: 'page', status, title, body: html`<p>${text}</p>` };
}

function wantsPage(req: IncomingMessage): boolean {
  return String(req.headers.accept ?? '').includes('text/html');
}

/** Back to where they were going, once they signed in. */
function signInUrl(req: Request): string {
  return req.method === 'GET' ? `/sign-in?to=${encodeURIComponent(req.originalUrl)}` : '/sign-in';
}

function makeStreams(): Streams & { close(): void } {
  const open = new Set<() => void>();
  return {
    add(end) {
      open.add(end);
      return () => void open.delete(end);
    },
    close: () => {
      for (const end of open) end();
    },
  };
}
