import { dammDigit } from '../../../src/domain/identity/officer-code.ts';
import type { ConsoleRole } from '../../../src/domain/workflow/console-user.ts';
import { checkedFile } from './world.ts';

/** Who may reach a route, and a request for something in the demo's area that is answered with `status`. */
export interface RouteCase {
  readonly id: string;
  readonly who: readonly ConsoleRole[] | 'anybody';
  readonly scope: 'nowhere' | 'own' | 'found';
  /** Path parameters by name, and fields. */
  readonly input: Readonly<Record<string, string>>;
  /** Several where the first to come changes what the next meets. */
  readonly status: number | readonly number[];
}

const all = ['admin', 'pusat', 'korwil', 'korkab', 'korcam'] as const;
const district = { code: '9415010' };
const message = { id: '1' };
const house = { idbdt: '9415010001000007' };
/** It stands otherwise by now. */
const lateAct = { ...message, act: 'close', version: 'stuck.unread.0' };
const inDistrict = { area: '9415010' };
/** Both of the demo's enumerators, whose codes are the last. */
const officer = { code: `100004${dammDigit('100004')}` };
const otherOfficer = { code: `100005${dammDigit('100005')}` };
/** That of the demo's supervisor. */
const taken = '+6281200000011';
const file = { id: checkedFile };
const csv = { fileName: 'contoh.csv', csv: 'IDBDT' };
const national = ['admin', 'pusat'] as const;

/** A list has a page, a file and a call of the API. */
function list(name: string, who: RouteCase['who'], input: RouteCase['input']): RouteCase[] {
  const scope = 'area' in input ? 'found' : 'nowhere';
  return [name, `${name}.csv`, `api.${name}`].map((id) => ({ id, who, scope, input, status: 200 }));
}

/** A change of an officer is a form and a call of the API. */
function officerAct(name: string, input: RouteCase['input'], page: number[], api: number[]): RouteCase[] {
  const head = { who: all, scope: 'found' as const, input: { ...officer, ...input } };
  return [
    { ...head, id: `officer.${name}`, status: page },
    { ...head, id: `api.officer.${name}`, status: api },
  ];
}

const aUser = { role: 'korkab', areas: '9415', language: 'id', password: 'kata sandi contoh' };

/** A change of a user that comes to nothing: the others are still needed. */
function userAct(name: string, input: RouteCase['input']): RouteCase[] {
  const head = { who: ['admin'] as const, scope: 'nowhere' as const, input, status: 409 };
  return [`users.${name}`, `api.users.${name}`].map((id) => ({ ...head, id }));
}

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
  ...list('officers', all, inDistrict),
  { id: 'officer', who: all, scope: 'found', input: officer, status: 200 },
  { id: 'api.officer', who: all, scope: 'found', input: officer, status: 200 },
  { id: 'officer.reset-pin', who: all, scope: 'found', input: officer, status: 200 },
  ...officerAct('add-number', { number: taken }, [409], [409]),
  ...officerAct('replace-number', { from: taken, to: '+6281200000077' }, [409], [409]),
  ...officerAct('replace-person', { number: taken, name: 'Contoh Baru', language: 'id' }, [409], [409]),
  ...officerAct('set-language', { language: 'en' }, [303], [200]),
  ...officerAct('set-quiet', { quiet: 'off' }, [303], [200]),
  ...officerAct('set-areas', { areas: '9415010001' }, [303], [200]),
  ...officerAct('set-superior', { superior: '' }, [303], [200]),
  ...officerAct('end', otherOfficer, [303, 409], [200, 409]),
  ...list('places', all, inDistrict),
  { id: 'place', who: all, scope: 'found', input: district, status: 200 },
  { id: 'api.place', who: all, scope: 'found', input: district, status: 200 },
  ...list('prelist', all, inDistrict),
  { id: 'prelist-members.csv', who: all, scope: 'found', input: inDistrict, status: 200 },
  { id: 'imports', who: all, scope: 'own', input: {}, status: 200 },
  { id: 'imports.add', who: all, scope: 'own', input: { kind: 'households' }, status: 303 },
  { id: 'imports.add-areas', who: national, scope: 'nowhere', input: {}, status: 303 },
  { id: 'api.imports.add', who: all, scope: 'own', input: { ...csv, kind: 'households' }, status: 200 },
  { id: 'api.imports.add-areas', who: national, scope: 'nowhere', input: csv, status: 200 },
  { id: 'import', who: all, scope: 'found', input: file, status: 200 },
  { id: 'import.bad', who: all, scope: 'found', input: file, status: 200 },
  { id: 'import.confirm', who: all, scope: 'found', input: file, status: [303, 409] },
  { id: 'api.import', who: all, scope: 'found', input: file, status: 200 },
  { id: 'api.import.confirm', who: all, scope: 'found', input: file, status: [200, 409] },
  ...list('channels', national, {}),
  ...list('costs', all, inDistrict),
  ...list('audit', all, inDistrict),
  { id: 'users', who: ['admin'], scope: 'nowhere', input: {}, status: 200 },
  { id: 'api.users', who: ['admin'], scope: 'nowhere', input: {}, status: 200 },
  ...userAct('add', { username: 'korkab', ...aUser }),
  ...userAct('password', { username: 'nobody', password: aUser.password }),
  ...userAct('disable', { username: 'nobody' }),
];
