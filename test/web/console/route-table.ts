import type { ConsoleRole } from '../../../src/domain/workflow/console-user.ts';

/** Who may reach a route, and a request for something in the demo's area that is answered with `status`. */
export interface RouteCase {
  readonly id: string;
  readonly who: readonly ConsoleRole[] | 'anybody';
  readonly scope: 'nowhere' | 'own' | 'found';
  /** Path parameters by name, and fields. */
  readonly input: Readonly<Record<string, string>>;
  readonly status: number;
}

const all = ['admin', 'pusat', 'korwil', 'korkab', 'korcam'] as const;
const district = { code: '9415010' };
const message = { id: '1' };
const house = { idbdt: '9415010001000007' };
/** It stands otherwise by now. */
const lateAct = { ...message, act: 'close', version: 'stuck.unread.0' };

/** Every route of the console has its line here: a test fails for one that has not. */
export const routeTable: readonly RouteCase[] = [
  { id: 'sign-in', who: 'anybody', scope: 'nowhere', input: {}, status: 200 },
  {
    id: 'sign-in.try',
    who: 'anybody',
    scope: 'nowhere',
    input: { username: 'x', password: 'y' },
    status: 401,
  },
  { id: 'sign-in.link', who: 'anybody', scope: 'nowhere', input: { link: 'x' }, status: 403 },
  { id: 'sign-out', who: all, scope: 'nowhere', input: {}, status: 303 },
  { id: 'open-api', who: 'anybody', scope: 'nowhere', input: {}, status: 200 },
  { id: 'home', who: all, scope: 'own', input: {}, status: 303 },
  { id: 'progress', who: all, scope: 'own', input: {}, status: 303 },
  { id: 'area', who: all, scope: 'found', input: district, status: 200 },
  { id: 'area.live', who: all, scope: 'found', input: district, status: 200 },
  { id: 'area.csv', who: all, scope: 'found', input: district, status: 200 },
  { id: 'api.area', who: all, scope: 'found', input: district, status: 200 },
  { id: 'api.area.days', who: all, scope: 'found', input: district, status: 200 },
  { id: 'api.area.silent', who: all, scope: 'found', input: district, status: 200 },
  { id: 'users', who: ['admin'], scope: 'nowhere', input: {}, status: 200 },
  { id: 'desk', who: all, scope: 'found', input: { area: '9415010' }, status: 200 },
  { id: 'desk.item', who: all, scope: 'found', input: message, status: 200 },
  { id: 'desk.act', who: all, scope: 'found', input: lateAct, status: 409 },
  { id: 'api.desk', who: all, scope: 'found', input: { area: '9415010' }, status: 200 },
  { id: 'api.desk.item', who: all, scope: 'found', input: message, status: 200 },
  { id: 'api.desk.act', who: all, scope: 'found', input: lateAct, status: 409 },
  { id: 'household.story', who: all, scope: 'found', input: house, status: 200 },
  { id: 'message.story', who: all, scope: 'found', input: message, status: 200 },
  { id: 'api.household.story', who: all, scope: 'found', input: house, status: 200 },
  { id: 'queues', who: ['admin'], scope: 'nowhere', input: {}, status: 200 },
  { id: 'queues.files', who: ['admin'], scope: 'nowhere', input: { rest: 'static' }, status: 200 },
];
