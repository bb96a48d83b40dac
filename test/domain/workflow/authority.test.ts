import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/domain/sms/commands/index.ts';
import {
  type Action,
  actions,
  covers,
  type Denial,
  householdPlace,
  isForRole,
  mayDo,
  type Place,
} from '../../../src/domain/workflow/authority.ts';
import { type Role, roles } from '../../../src/domain/workflow/roles.ts';
import { householdOf, officerOf, seven } from '../../support/sms.ts';

/** Areas as each role has them, all around household 7. */
const areasOf: Readonly<Record<Role, readonly string[]>> = {
  enumerator: ['9415010001'],
  pengawas: ['9415010001', '9415010002'],
  korcam: ['9415010'],
  korkab: ['9415'],
  korwil: ['91', '94'],
  pusat: [],
};
const officer = (role: Role) => officerOf({ id: 3, role, areas: areasOf[role] });

const household: Place = {
  ...householdPlace(seven.idbdt, householdOf(seven.idbdt)),
  reporterId: 4,
  isOfTeam: true,
};
const village: Place = { of: 'area', code: '9415010001', isKnown: true };
const far = '1101010001000007';

const places: Readonly<Record<string, Place>> = {
  own: household,
  far: { ...household, code: far },
  unknown: { ...household, isKnown: false },
  'other team': { ...household, isOfTeam: false },
  'own report': { ...household, reporterId: 3 },
  unreported: { ...household, reporterId: null, isOfTeam: false },
  village,
  'far village': { ...village, code: '1101010001' },
  'unknown village': { ...village, isKnown: false },
};

/** By action: who may at all, and what stands against them at each place; places that are not named are open. */
const expected: Readonly<
  Record<Action, { readonly by: readonly Role[]; readonly at: Readonly<Record<string, Denial>> }>
> = {
  serve: { by: roles, at: {} },
  report: {
    by: ['enumerator'],
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
  'look-up': {
    by: roles,
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
  claim: {
    by: ['pengawas', 'korcam', 'korkab', 'korwil'],
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
  review: {
    by: ['pengawas'],
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'other team': 'other-team',
      'own report': 'own-report',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
  step: {
    by: ['pengawas', 'korkab', 'korwil'],
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'other team': 'other-team',
      'own report': 'own-report',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
  'back-check': {
    by: ['pengawas'],
    at: {
      far: 'other-area',
      unknown: 'unknown-household',
      'other team': 'other-team',
      'own report': 'own-report',
      'far village': 'other-area',
      'unknown village': 'unknown-area',
    },
  },
};

/** Only a supervisor has a team whose reports alone are theirs; the central office has no area. */
function reasonFor(role: Role, action: Action, place: string): Denial | null {
  const { by, at } = expected[action];
  if (!by.includes(role)) return 'not-allowed';
  if (role === 'pusat' && action !== 'serve') return 'other-area';
  const reason = at[place] ?? null;
  return reason === 'other-team' && role !== 'pengawas' ? null : reason;
}

const table = actions.flatMap((action) =>
  roles.flatMap((role) =>
    Object.keys(places).map((place) => [role, action, place, reasonFor(role, action, place)] as const),
  ),
);

describe('mayDo', () => {
  it.each(table)('%s, %s, %s: %s', (role, action, place, reason) => {
    expect(mayDo(officer(role), action, places[place])).toBe(reason);
  });

  it.each(roles)('without a place says whether a %s may at all', (role) => {
    for (const action of actions) {
      const reason = mayDo(officer(role), action);
      expect(reason).toBe(expected[action].by.includes(role) ? null : 'not-allowed');
      expect(isForRole(action, role)).toBe(reason === null);
    }
  });

  it('tells of several reasons the first: role, area, what is known, whose report', () => {
    const place: Place = { ...household, code: far, isKnown: false, reporterId: 3 };
    expect(mayDo(officer('enumerator'), 'step', place)).toBe('not-allowed');
    expect(mayDo(officer('pengawas'), 'step', place)).toBe('other-area');
    expect(mayDo(officer('pengawas'), 'step', { ...place, code: seven.idbdt })).toBe('unknown-household');
  });

  it('is what every command asks, and every action is asked for', () => {
    const asked = new Set<Action>(commands.map(({ action }) => action));
    // `review` is asked where a SETUJU or TOLAK turns out to be of a report.
    expect(actions.filter((action) => !asked.has(action))).toEqual(['review']);
  });
});

describe('covers', () => {
  it.each([
    ['the village', ['9415010001'], true],
    ['the sub-district', ['9415010'], true],
    ['the regency among others', ['1101', '9415'], true],
    ['the next village', ['9415010002'], false],
    ['none', [], false],
  ])('%s', (_, areas, isCovered) => {
    expect(covers({ areas }, seven.idbdt)).toBe(isCovered);
  });
});
