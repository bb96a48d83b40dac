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
];
