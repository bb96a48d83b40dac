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

/** Code of the demo's first enumerator. */
const enumerator = '1000044';
const quiz = { lesson: 'rt-housing', officer: enumerator };
const call = '4b3f9c1e-6a7b-4c2d-8e9f-000000000001';
const phoneActs: readonly (readonly [string, RouteCase['input']])[] = [
  ['call', { session: call, dialled: '*384*94#', typed: '1*716' }],
  ['sms', { message: call, text: 'CEK 7-16' }],
  ['replies', { after: '0' }],
  ['transcript', { turns: '[{"typed":"dial","kind":"CON","text":"1"}]' }],
];

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
  { id: 'phone', who: 'anybody', scope: 'nowhere', input: {}, status: 200 },
  { id: 'phone-signed-in', who: all, scope: 'own', input: {}, status: 200 },
  ...(['demo-', ''] as const).flatMap((way) =>
    phoneActs.map(([name, fields]) => ({
      id: `phone-${way}${name}`,
      who: way === '' ? all : ('anybody' as const),
      scope: way === '' ? ('found' as const) : ('nowhere' as const),
      input: { as: enumerator, ...fields },
      status: 200,
    })),
  ),
  { id: 'training', who: all, scope: 'own', input: {}, status: 200 },
  { id: 'training-lesson', who: all, scope: 'own', input: { lesson: 'rt-housing' }, status: 200 },
  { id: 'training-quiz', who: all, scope: 'found', input: { ...quiz, seed: '7' }, status: 200 },
  { id: 'training-answers', who: all, scope: 'found', input: { ...quiz, seed: '7', q1: '1' }, status: 200 },
  { id: 'training-results', who: all, scope: 'own', input: {}, status: 200 },
  { id: 'training-results-csv', who: all, scope: 'own', input: {}, status: 200 },
  { id: 'api.training-results', who: all, scope: 'own', input: {}, status: 200 },
  { id: 'users', who: ['admin'], scope: 'nowhere', input: {}, status: 200 },
];
