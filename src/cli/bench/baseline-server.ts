import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
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
/** As long as a screen of ours. */
const screen = 'Baik. Ketik angka berikutnya dari formulir, lalu kirim.\n0 kembali\n00 menu utama';

/**
 * What the gateway is measured against: the least that Express, knex and Redis can do with the same requests.
 * A step is parsed, split, read from and written to Redis (where the gateway has one), and answered. An SMS is one
 * INSERT in a transaction of its own, the same row as the gateway's. `/nothing` answers without reading, by Node
 * alone: it shows what the load generator can do.
 */
export async function startBaseline(core: Core, redisPrefix: string) {
  const redis = core.config.redisUrl ? await connectRedis(core.config.redisUrl) : null;
  const app = makeApp(core.knex, redis, redisPrefix);
  const server = createServer((req, res) => {
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

function makeApp(knex: Knex, redis: Redis | null, redisPrefix: string): Express {
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
  app.post('/sms', async (req, res) => {
    const { id, from, to, text } = SmsFields.parse(req.body);
    await knex('inbox').insert({
      channel: 'at',
      kind: 'sms',
      provider_id: id,
      sender: from,
      receiver: to ?? null,
      raw: Buffer.from(text),
      is_encrypted: false,
      received_at: new Date(),
      sent_at: null,
    });
    res.type('text/plain').send('accepted');
  });
  return app;
}
