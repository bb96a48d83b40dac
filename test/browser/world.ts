import { startServe } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { ConsoleRole } from '../../src/domain/workflow/console-user.ts';
import { openStore } from '../../src/store/connect.ts';
import { makeKey } from '../../src/store/user-keys.ts';
import { addUser } from '../../src/store/users.ts';
import { freshPostgres } from '../support/database.ts';

/** The whole gateway with the demo area, for browsers. */
export async function startForBrowsers() {
  const postgres = await freshPostgres();
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', SCHEDULE: '0', DATABASE_URL: postgres.url });
  const running = await startServe(config, { works: true });
  const store = await openStore({ databaseUrl: postgres.url, dataDir: '', purpose: 'command' });
  const address = running.address ?? '';
  return {
    address,
    knex: store.knex,
    signInPath: running.signInPath,
    password: 'kata sandi contoh',
    /** Adds somebody, and gives a session of theirs. */
    async addPerson(username: string, role: ConsoleRole, areas: readonly string[]): Promise<string> {
      const now = new Date();
      const user = {
        username,
        role,
        areas,
        language: 'id',
        officerId: null,
        password: 'kata sandi contoh',
      } as const;
      const id = await addUser(store.knex, user, { now, via: 'command' });
      if (typeof id === 'string') throw new Error(id);
      return makeKey(store.knex, 'session', id, now);
    },
    /** Reports a visit by SMS, as an enumerator of the demo. */
    async report(text: string): Promise<void> {
      const fields = {
        id: `browser-${Math.round(performance.now() * 1_000)}`,
        from: '+6281200000001',
        to: '94940',
        text,
      };
      const response = await fetch(`${address}/channels/at/sms?token=demo`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields, date: '2021-11-24 08:00:00' }),
      });
      if (response.status !== 200) throw new Error(`Not taken: ${response.status}`);
    },
    async stop(): Promise<void> {
      await store.close();
      await running.stop();
      await postgres.drop();
    },
  };
}

export type BrowserWorld = Awaited<ReturnType<typeof startForBrowsers>>;
