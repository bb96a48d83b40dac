import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usersCommand } from '../../src/cli/users.ts';
import { makeConsoleAccess } from '../../src/store/console-access.ts';
import { query } from '../../src/store/query.ts';
import { resetStore } from '../contracts/store-fixtures.ts';
import { runCommand } from '../support/command.ts';
import { freshPostgres, type TestPostgres } from '../support/database.ts';

describe('kentongan users', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await freshPostgres();
  });
  afterAll(() => postgres.drop());
  beforeEach(() => resetStore(postgres.knex));

  async function users(args: readonly string[], typed = '') {
    const stdin = vi
      .spyOn(process, 'stdin', 'get')
      .mockReturnValue(Readable.from([typed]) as typeof process.stdin);
    try {
      return await runCommand(usersCommand, postgres.url, args);
    } finally {
      stdin.mockRestore();
    }
  }
  const add = (name: string, typed = 'kata sandi contoh\n') =>
    users(['add', name, '--role', 'korkab', '--area', '9415'], typed);
  const signIn = (username: string, password: string) =>
    makeConsoleAccess(postgres.knex)
      .signIn({ username, password, address: '192.0.2.1', now: new Date() })
      .then(({ outcome }) => outcome);

  it('adds one who signs in with the password of standard input, audited', async () => {
    expect(await add('Contoh.Satu')).toMatchObject({
      code: 0,
      out: 'contoh.satu (korkab, 9415) can sign in.',
    });
    expect(await signIn('contoh.satu', 'kata sandi contoh')).toBe('in');
    const audited = await query(
      postgres.knex,
      'SELECT via, action, target_kind, details FROM audit ORDER BY id LIMIT 1',
    );
    expect(audited).toEqual([
      { via: 'command', action: 'add-user', target_kind: 'user', details: { role: 'korkab', areas: '9415' } },
    ]);
    expect((await users(['list'])).out).toContain('contoh.satu');
  });

  it.each([
    ['a short password', ['add', 'contoh', '--role', 'pusat'], 'pendek\n', 2, /10 to 200/],
    [
      'a name with a blank',
      ['add', 'contoh satu', '--role', 'pusat'],
      'kata sandi contoh\n',
      2,
      /small letters/,
    ],
    [
      'a korkab without area',
      ['add', 'contoh', '--role', 'korkab'],
      'kata sandi contoh\n',
      2,
      /--area is needed/,
    ],
    [
      'an area that is not there',
      ['add', 'contoh', '--role', 'korkab', '--area', '1101'],
      'kata sandi contoh\n',
      1,
      /not in the store/,
    ],
    ['a user that is not there', ['disable', 'nobody'], '', 1, /no such user/],
    ['a token for nobody', ['token', 'nobody'], '', 1, /no such user/],
  ])('refuses %s', async (_label, args, typed, code, said) => {
    const run = await users(args, typed);
    expect(run.code).toBe(code);
    expect(run.err).toMatch(said);
  });

  it('refuses a name that is taken', async () => {
    await add('contoh');
    expect(await add('contoh')).toMatchObject({ code: 1, err: expect.stringContaining('already') });
  });

  it('ends what a user holds with a new password, and shuts out', async () => {
    await add('contoh');
    const token = (await users(['token', 'contoh'])).out;
    const access = makeConsoleAccess(postgres.knex);
    expect(await access.findBearer(token, new Date())).toMatchObject({ username: 'contoh', areas: ['9415'] });
    await users(['passwd', 'contoh'], 'sandi lain contoh\n');
    expect(await access.findBearer(token, new Date())).toBeNull();
    expect(await signIn('contoh', 'sandi lain contoh')).toBe('in');
    await users(['disable', 'contoh']);
    expect(await signIn('contoh', 'sandi lain contoh')).toBe('wrong');
  });
});
