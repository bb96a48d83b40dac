import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { afterWrongTry, isPaused } from '../../../src/domain/workflow/console-tries.ts';
import { makeConsoleAccess } from '../../../src/store/console-access.ts';
import { hashPassword, isPasswordOf } from '../../../src/store/password-hash.ts';
import { execute, query } from '../../../src/store/query.ts';
import { makeKey } from '../../../src/store/user-keys.ts';
import { isCsrfToken, makeCsrfToken } from '../../../src/web/console/csrf.ts';
import { eachStore } from '../../support/database.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

const noon = new Date('2021-11-24T05:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const password = 'kata sandi contoh';

describe('pauses', () => {
  it.each([
    ['the fourth wrong try', 4, null],
    ['the fifth', 5, 1],
    ['the sixth', 6, 2],
    ['the eighth', 8, 8],
    ['the thirtieth', 30, 24 * 60],
  ])('after %s', (_label, failures, minutes) => {
    const tries = afterWrongTry({ failures: failures - 1, pausedUntil: null, lastAt: noon }, 'user', noon);
    expect(tries).toEqual({ failures, pausedUntil: minutes === null ? null : later(minutes), lastAt: noon });
    if (minutes !== null)
      expect([isPaused(tries, noon), isPaused(tries, later(minutes))]).toEqual([true, false]);
  });

  it('forget after a day', () => {
    const before = { failures: 50, pausedUntil: null, lastAt: noon };
    expect(afterWrongTry(before, 'user', later(24 * 60 + 1)).failures).toBe(1);
  });
});

describe('csrf tokens', () => {
  it('belong to one session and are another each time', () => {
    const token = makeCsrfToken('one');
    expect(makeCsrfToken('one')).not.toBe(token);
    expect(isCsrfToken('one', token)).toBe(true);
    for (const wrong of ['', '.', `${token}x`, makeCsrfToken('other'), undefined, [token]])
      expect(isCsrfToken('one', wrong)).toBe(false);
  });
});

describe('passwords', () => {
  it('are kept as argon2id and compared', async () => {
    const hash = await hashPassword(password);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPasswordOf(hash, password)).toBe(true);
    expect(await isPasswordOf(hash, 'another')).toBe(false);
    expect(await isPasswordOf(null, password)).toBe(false);
  });
});

eachStore('signing in', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    world = await openConsole(opened.knex);
    await execute(opened.knex, `UPDATE users SET password_hash = :hash WHERE username = 'korkab'`, {
      hash: await hashPassword(password),
    });
    await execute(opened.knex, 'TRUNCATE sign_in_tries');
  });
  const access = () => makeConsoleAccess(opened.knex);
  const tryIt = (typed: string, now = noon, address = '192.0.2.1', username = 'korkab') =>
    access().signIn({ username, password: typed, address, now });

  it('begins a session with the right password, whatever the case of the name', async () => {
    const answer = await world.agent
      .post('/sign-in')
      .type('form')
      .send({ username: ' KorKab ', password, to: '/areas/9415?lang=en' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/areas/9415?lang=en']);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^kentongan_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it.each([
    ['another host', '//evil.example'],
    ['a backslash', '/\\evil.example'],
    ['a scheme', 'https://evil.example'],
    ['a line break', '/a\r\nset-cookie: x=1'],
  ])('goes home instead of to %s', async (_label, to) => {
    const answer = await world.agent.post('/sign-in').type('form').send({ username: 'korkab', password, to });
    expect(answer.headers.location).toBe('/');
  });

  it('keeps cookies to TLS for who comes from elsewhere', async () => {
    const answer = await world.agent
      .post('/sign-in')
      .set('host', 'kentongan.example')
      .type('form')
      .send({ username: 'korkab', password });
    expect(String(answer.headers['set-cookie'])).toContain('; Secure');
  });

  it('takes no form of another site', async () => {
    const answer = await world.agent
      .post('/sign-in')
      .set('sec-fetch-site', 'cross-site')
      .type('form')
      .send({ username: 'korkab', password });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('pauses a name after five wrong passwords, and the right one too', async () => {
    for (let at = 0; at < 5; at += 1) expect((await tryIt('wrong')).outcome).toBe('wrong');
    expect(await tryIt(password)).toEqual({ outcome: 'paused', until: later(1) });
    expect((await tryIt(password, later(1))).outcome).toBe('in');
    expect((await tryIt('wrong', later(2))).outcome).toBe('wrong');
  });

  it('counts wrong ones that come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => tryIt('wrong')));
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong').length).toBe(5);
  });

  it('pauses an address that tries many names', async () => {
    for (let at = 0; at < 20; at += 1) await tryIt('wrong', noon, '192.0.2.9', `guess${at}`);
    expect((await tryIt(password, noon, '192.0.2.9')).outcome).toBe('paused');
    expect((await tryIt(password, noon, '192.0.2.1')).outcome).toBe('in');
  });

  it('ends sessions that are idle, old, signed out, or whose user was disabled', async () => {
    const start = async () => makeKey(opened.knex, 'session', world.userId('korkab'), noon);
    const idle = await start();
    expect(await access().findSession(idle, later(119))).toMatchObject({ username: 'korkab' });
    expect(await access().findSession(idle, later(119 + 121))).toBeNull();
    const old = await start();
    for (let at = 100; at < 720; at += 100) expect(await access().findSession(old, later(at))).not.toBeNull();
    expect(await access().findSession(old, later(721))).toBeNull();
    const closed = await start();
    await access().closeSession(closed);
    expect(await access().findSession(closed, noon)).toBeNull();
    const disabled = await start();
    await execute(opened.knex, `UPDATE users SET disabled_at = now() WHERE username = 'korkab'`);
    expect(await access().findSession(disabled, noon)).toBeNull();
  });

  it('takes a link once, soon, and from this machine alone', async () => {
    const link = () => makeKey(opened.knex, 'link', world.userId('admin'), new Date());
    const first = await link();
    expect((await world.agent.get(`/sign-in/${first}`).set('x-forwarded-for', '203.0.113.1')).status).toBe(
      403,
    );
    expect((await world.agent.get(`/sign-in/${first}`)).status).toBe(303);
    expect((await world.agent.get(`/sign-in/${first}`)).status).toBe(403);
    const second = await link();
    const taken = await Promise.all([
      access().takeLink(second, new Date()),
      access().takeLink(second, new Date()),
    ]);
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
    expect(await access().takeLink(await link(), new Date(Date.now() + 16 * 60_000))).toBeNull();
  });

  it('takes no key for another kind', async () => {
    const token = await makeKey(opened.knex, 'token', world.userId('korkab'), noon);
    expect(await access().findSession(token, noon)).toBeNull();
    expect(await access().findBearer(token, noon)).toMatchObject({ username: 'korkab' });
  });

  it('keeps no key and no password in clear', async () => {
    const session = (await tryIt(password)) as { readonly session: string };
    const stored = JSON.stringify(
      await query(opened.knex, `SELECT encode(hash, 'escape') AS hash, label FROM user_keys`),
    );
    expect(stored).not.toContain(session.session);
    expect(world.logged.join()).not.toContain(password);
  });

  it('speaks the language asked for, and keeps it', async () => {
    const english = await world.agent.get('/sign-in?lang=en');
    expect(english.text).toContain('<html lang="en">');
    expect(String(english.headers['set-cookie'])).toContain('kentongan_language=en');
    const kept = await world.agent.get('/sign-in').set('cookie', 'kentongan_language=en');
    expect(kept.text).toContain('Sign in');
  });
});
