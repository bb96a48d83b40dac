import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Core } from '../../core.ts';
import { connectRedis } from './redis.ts';

const StepFields = z.object({
  sessionId: z.string().min(1),
  phoneNumber: z.string().min(1),
  serviceCode: z.string().optional(),
  text: z.string(),
});
const SmsFields = z.object({
  id: z.string().min(1),
  from: z.string().min(1),
  to: z.string().optional(),
  text: z.string(),
});

const sessionTtlSeconds = 15 * 60;
const accepted = 'accepted';
/** As long as a screen of ours. */
const screen = 'Baik. Ketik angka berikutnya dari formulir, lalu kirim.\n0 kembali\n00 menu utama';

/**
 * What the gateway is measured against: the least that Express and Redis can do with the same requests. A step is
 * parsed, split, read from and written to Redis (where the gateway has one), and answered. An SMS is parsed and
 * answered, on `/lean` by Node alone. `/nothing` answers without reading: it shows what the load generator can do.
 */
export async function startBaseline(core: Core, redisPrefix: string) {
  const redis = core.config.redisUrl ? await connectRedis(core.config.redisUrl) : null;
  const app = makeApp(redis, redisPrefix);
  const server = createServer((req, res) => {
    if (req.url === '/lean') return answerLean(req, res);
    if (req.url !== '/nothing') return app(req, res);
    res.writeHead(200, { 'content-length': 2 }).end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      redis?.disconnect();
      await core.close();
    },
  };
}

/** Reads and parses an SMS and answers, without Express. */
function answerLean(req: IncomingMessage, res: ServerResponse): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    SmsFields.parse(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
    res.writeHead(200, { 'content-type': 'text/plain', 'content-length': accepted.length }).end(accepted);
  });
}

function makeApp(redis: Redis | null, redisPrefix: string): Express {
  const app = express();
  // As the gateway: neither header is of use to a provider.
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.urlencoded({ extended: false }));
  app.post('/step', async (req, res) => {
    const { sessionId, text } = StepFields.parse(req.body);
    const tokens = text === '' ? [] : text.split('*');
    const key = `${redisPrefix}:baseline:${sessionId}`;
    await redis?.get(key);
    await redis?.set(key, JSON.stringify(tokens), 'EX', sessionTtlSeconds);
    res.type('text/plain').send(`CON ${screen}`);
  });
  app.post('/sms', (req, res) => {
    SmsFields.parse(req.body);
    res.type('text/plain').send(accepted);
  });
  return app;
}
