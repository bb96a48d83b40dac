import express from 'express';
import { z } from 'zod';
import { html } from '../../../html.ts';
import { type Route, route } from '../route.ts';

/** The dashboard writes styles into its page and fetches from its own paths; no host of others is let in here either. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Bull's own dashboard, to look at: who keeps the gateway sees what waits there. */
export const queueRoutes: readonly Route[] = ['/queues', '/queues/*rest'].map((path) =>
  route({
    id: path === '/queues' ? 'queues' : 'queues.files',
    method: 'get',
    path,
    who: ['admin'],
    scope: 'nowhere',
    input: z.object({}),
    answer: (_input, { stores, say }) => {
      const { queueBoard } = stores;
      if (queueBoard === null) {
        return { kind: 'page', title: say('queues.title'), body: html`<p>${say('queues.none')}</p>` };
      }
      const app = express();
      app.disable('x-powered-by');
      app.use('/queues', queueBoard);
      return {
        kind: 'handler',
        handle: (req, res) => {
          res.setHeader('content-security-policy', policy);
          app(req, res);
        },
      };
    },
  }),
);
