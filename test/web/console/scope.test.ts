import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoles } from '../../../src/domain/workflow/console-user.ts';
import { query } from '../../../src/store/query.ts';
import { routes } from '../../../src/web/console/routes.ts';
import { eachStore } from '../../support/database.ts';
import { requestOf } from './request-of.ts';
import { routeTable } from './route-table.ts';
import { type ConsoleWorld, openConsole, type Person } from './world.ts';

const routeOf = (id: string) => routes.find((route) => route.id === id);

describe('the table of routes', () => {
  it('has every route, and no other', () => {
    expect(routeTable.map(({ id }) => id).sort()).toEqual(routes.map(({ id }) => id).sort());
  });

  it('says who may reach it and how its area is found as the routes do', () => {
    const declared = routes.map((route) =>
      route.isPublic ? [route.id, 'anybody', 'nowhere'] : [route.id, route.who, route.scope],
    );
    const tabled = routeTable.map(({ id, who, scope }) => [id, who, scope]);
    expect(tabled.sort(byId)).toEqual(declared.sort(byId));
  });

  it('shows nothing of an area whose scope is not looked at', () => {
    const named = routes.filter((route) => !route.isPublic && /:(code|idbdt|id)\b/.test(route.path));
    expect(named.filter((route) => !route.isPublic && route.scope === 'own').map(({ id }) => id)).toEqual([]);
  });
});

function byId(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]).localeCompare(String(other[0]));
}

eachStore('who reaches which route', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    opened = await open();
    world = await openConsole(opened.knex);
  });
  afterAll(() => opened.drop());

  const refusals = (person: Person) =>
    query<{ target_kind: string; target: string; details: { route: string; reason: string } }>(
      opened.knex,
      `SELECT target_kind, target, details FROM audit WHERE action = 'refuse' AND user_id = :id ORDER BY id DESC`,
      { id: world.userId(person) },
    );

  for (const { id, who, scope, input, status } of routeTable) {
    const route = routeOf(id);
    if (!route) continue;
    const sent = requestOf(route, input);

    it.each(consoleRoles)(`${id} as %s`, async (role) => {
      world.forget();
      const isAllowed = who === 'anybody' || who.includes(role);
      const before = (await refusals(role)).length;
      const answer = await world.send(role, sent);
      expect(answer.status).toBe(isAllowed ? status : 403);
      const after = await refusals(role);
      expect(after.length - before).toBe(isAllowed ? 0 : 1);
      if (!isAllowed) expect(after[0]).toMatchObject({ target: id, details: { route: id, reason: 'role' } });
    });

    if (who === 'anybody') continue;

    it(`${id} without signing in`, async () => {
      const answer = await world.send(null, sent);
      const isPage = !sent.path.startsWith('/api/');
      expect(answer.status).toBe(isPage ? 303 : 401);
      if (isPage) expect(answer.headers.location).toMatch(/^\/sign-in/);
    });

    if (scope === 'found' && who.includes('korkab')) {
      it(`${id} as somebody of another regency, who is refused and noted`, async () => {
        world.forget();
        const before = (await refusals('stranger')).length;
        expect((await world.send('stranger', sent)).status).toBe(403);
        const after = await refusals('stranger');
        expect(after.length - before).toBe(1);
        expect(after[0]).toMatchObject({ details: { route: id, reason: 'area' } });
      });
    }

    if (route.method === 'post' && !sent.path.startsWith('/api/')) {
      it(`${id} from a form that is not ours`, async () => {
        world.forget();
        const person = who.includes('korkab') ? 'korkab' : 'admin';
        expect((await world.send(person, sent, false)).status).toBe(403);
        expect((await refusals(person))[0]).toMatchObject({ details: { route: id, reason: 'form' } });
      });
    }
  }
});
