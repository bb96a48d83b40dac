import express from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { makeBullQueue } from '../../src/queue/bull.ts';
import { openQueueBoard } from '../../src/queue/bull-board.ts';
import { silentLog } from './silent-log.ts';

const prefix = `board-${process.pid}`;
let queue: ReturnType<typeof makeBullQueue>;
let board: ReturnType<typeof openQueueBoard>;
beforeAll(() => {
  queue = makeBullQueue(inject('redisUrl'), silentLog(), prefix);
  board = openQueueBoard(inject('redisUrl'), '/queues', silentLog(), prefix);
});
afterAll(async () => {
  board.close();
  await queue.stop();
});

const call = () => supertest(express().use('/queues', board.handle));

it('shows the queues under its path, with files of its own', async () => {
  const page = await call().get('/queues').expect(200);
  expect(page.text).toContain('<base href="/queues/"');
  const [script = ''] = /static\/js\/main[^"]+/.exec(page.text) ?? [];
  await call()
    .get(`/queues/${script}`)
    .expect('content-type', /javascript/)
    .expect(200);
});

it('only looks', async () => {
  queue.signal('inbox');
  const { body } = await call().get('/queues/api/queues').expect(200);
  const queues: readonly { readonly name: string; readonly readOnlyMode: boolean }[] = body.queues;
  expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
    ['inbox', true],
    ['outbox', true],
    ['progress', true],
    ['schedule', true],
  ]);
});
