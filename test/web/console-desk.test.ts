import express from 'express';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readConsoleMessages, readMessages } from '../../src/flow-files.ts';
import { makeAreaDetails } from '../../src/store/area-details.ts';
import { writeAudit } from '../../src/store/audit.ts';
import { isStoreUnreachable } from '../../src/store/connect.ts';
import { makeConsoleAccess } from '../../src/store/console-access.ts';
import { makeProgressReader } from '../../src/store/progress-reader.ts';
import { query } from '../../src/store/query.ts';
import { makeKey } from '../../src/store/user-keys.ts';
import { makeConsole } from '../../src/web/console/console.ts';
import { household, resetStore } from '../contracts/store-fixtures.ts';
import { silentLog } from '../queue/silent-log.ts';
import { eachStore } from '../support/database.ts';
import { addUsers, leader, openDeskBench } from '../support/desk-bench.ts';
import { instrument } from '../support/instrument.ts';
import { members, wholeDigits } from '../support/sms.ts';

const hostile = '<script>alert(1)</script> =1+1';

eachStore('the desk in the console', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let call: Awaited<ReturnType<typeof openPages>>;
  let bench: ReturnType<typeof openDeskBench>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    await resetStore(opened.knex);
    bench = openDeskBench(opened.knex);
    call = await openPages(opened.knex, bench);
    await bench.send(
      `RT 7-16 ${wholeDigits}`,
      `ART 7-16 01${members.man.digits} 02${members.woman.digits}`,
      `ART 7-16 03${members.man.digits}`,
      hostile,
    );
  });

  it('lists what waits, and shows an item with the record beside it', async () => {
    const list = await call('/desk');
    expect(list.text).toContain('/desk/3');
    const item = await call('/desk/3');
    expect(item.text).toContain('udart.Hub_KRT');
    expect(item.text).toContain('name="version" value="done.held.0"');
  });

  it('acts by a form, and tells the second who saw it as it was', async () => {
    const fields = { act: 'approve', version: 'done.held.0' };
    expect(await call('/desk/3', fields)).toMatchObject({ status: 303 });
    const late = await call('/desk/3', { ...fields, act: 'return', text: 'salah' });
    expect([late.status, late.text.includes('role="status"')]).toEqual([409, true]);
  });

  it('tells the story of a household, from what came to what was answered', async () => {
    const { text } = await call(`/households/${household}/story`);
    expect(text).toContain(`RT 7-16 ${wholeDigits}`);
    for (const id of [1, 2, 3]) expect(text).toContain(`/messages/${id}`);
  });

  it.each(['/desk', '/desk/4', '/messages/4'])('%s shows hostile markup as text', async (path) => {
    const { status, text } = await call(path);
    expect(status).toBe(200);
    expect(text).not.toContain('<script>alert');
  });

  it.each(['/desk/3', '/messages/3', `/households/${household}/story`, '/desk?area=9415'])(
    '%s is refused to another regency, and leaves a row in the audit',
    async (path) => {
      expect((await call(path, null, 102)).status).toBe(403);
      const rows = await query(opened.knex, `SELECT FROM audit WHERE action = 'refuse' AND user_id = 102`);
      expect(rows).toHaveLength(1);
    },
  );

  it('says where Bull does not run, to who keeps the gateway alone', async () => {
    expect((await call('/queues', null, 103)).text).toContain('REDIS_URL');
    expect((await call('/queues')).status).toBe(403);
  });
});

/** The console over the bench; pages as the leader of the regency, or as another user. */
async function openPages(knex: Knex, { desk, workDesk, stories }: ReturnType<typeof openDeskBench>) {
  const far = { ...leader, id: 102, username: 'contoh.lain', areas: ['9471'] };
  await addUsers(knex, leader, far, {
    ...leader,
    id: 103,
    username: 'contoh.admin',
    role: 'admin',
    areas: ['00'],
  });
  const made = makeConsole({
    stores: {
      access: makeConsoleAccess(knex),
      noteAudit: (entry) => writeAudit(knex, [entry]),
      progress: makeProgressReader(knex),
      areaDetails: makeAreaDetails(knex),
      listUsers: async () => [],
      desk,
      workDesk,
      stories,
      definitions: { instrument, messages: readMessages() },
      queueBoard: null,
    },
    messages: readConsoleMessages(),
    assets: new Map([
      ['console.css', Buffer.from('')],
      ['console.js', Buffer.from('')],
      ['icon.svg', Buffer.from('')],
    ]),
    clock: () => new Date(),
    isStoreUnreachable,
    log: silentLog(),
  });
  const agent = supertest(express().use(made.handle));
  return async (path: string, fields: Record<string, string> | null = null, userId = leader.id) => {
    const key = await makeKey(knex, 'session', userId, new Date());
    const cookie = `kentongan_session=${key}`;
    if (fields === null) return agent.get(path).set('accept', 'text/html').set('cookie', cookie);
    const { text } = await agent.get('/desk').set('cookie', cookie);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return agent
      .post(path)
      .set('cookie', cookie)
      .type('form')
      .send({ ...fields, _csrf: csrf });
  };
}
