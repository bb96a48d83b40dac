import { describe, expect, it } from 'vitest';
import { readReference } from '../../../src/domain/flow/reference.ts';
import type { FlowOfficer } from '../../../src/domain/flow/state.ts';
import { checkDigits } from '../../../src/domain/identity/check-digits.ts';
import type { HouseholdFacts } from '../../../src/domain/report/types.ts';

const first = '9415010001000007';
const second = '9415010002000007';

function household(idbdt: string): HouseholdFacts {
  return {
    idbdt,
    village: idbdt.slice(0, 10),
    headName: 'Contoh Satu',
    address: null,
    slsName: null,
    noKk: null,
    prelistMembers: null,
    record: null,
    members: [],
    families: [],
    businesses: [],
    revision: 0,
    lastOfficerId: null,
    lastReceipt: null,
    lastReportedAt: null,
  };
}

function officer(...villages: string[]): FlowOfficer {
  return { id: 1, role: 'enumerator', language: 'id', areas: villages, villages };
}

const one = officer('9415010001');
const known = new Map([
  [first, household(first)],
  [second, household(second)],
  ['9415010001000099', null],
]);

describe('readReference', () => {
  it.each([
    ['serial and check together', '716'],
    ['a dash between', '7-16'],
    ['a space between', '7 16'],
    ['zeros before the serial', '000007.16'],
    ['the whole IDBDT and check', '941501000100000716'],
    ['the whole IDBDT in groups', '94.15.010.001.000.007-16'],
  ])('finds the household: %s', (_, token) => {
    expect(readReference(token, one, known)).toMatchObject({ kind: 'found', household: { idbdt: first } });
  });

  it.each([
    ['letters', 'tujuh', one, 'reason.reference-not-digits'],
    ['nothing', '', one, 'reason.reference-not-digits'],
    ['wrong check digits', '717', one, 'reason.check-wrong'],
    ['wrong check digits of a whole IDBDT', '941501000100000717', one, 'reason.check-wrong'],
    ['no check digits', '7', one, 'reason.check-missing'],
    ['a whole IDBDT without check digits', first, one, 'reason.check-missing'],
    ['more than a serial', '123456789', one, 'reason.reference-length'],
    ['another area', '941501000200000732', one, 'reason.other-area'],
    ['a household that is nowhere', '9931', one, 'reason.unknown-household'],
    ['a serial where the officer has no village', '716', { ...one, villages: [] }, 'reason.reference-long'],
  ])('refuses %s', (_, token, who, key) => {
    expect(readReference(token, who, known)).toEqual({ kind: 'wrong', reason: { key, values: {} } });
  });

  it('asks for the facts of just the households that the check digits allow', () => {
    expect(readReference('732', officer('9415010001', '9415010002'), new Map())).toEqual({
      kind: 'need',
      need: { households: [second], officer: [] },
    });
  });

  it('refuses a serial whose check digits hold in two villages that both have it', () => {
    const twin = twinVillage('9415010001', 7);
    const idbdt = `${twin}000007`;
    const both = new Map([...known, [idbdt, household(idbdt)]]);
    expect(readReference('716', officer('9415010001', twin), both)).toMatchObject({
      kind: 'wrong',
      reason: { key: 'reason.reference-several' },
    });
    const onlyOne = new Map([...known, [idbdt, null]]);
    expect(readReference('716', officer('9415010001', twin), onlyOne)).toMatchObject({ kind: 'found' });
  });
});

/** Another village in which a serial has the same check digits. */
function twinVillage(village: string, serial: number): string {
  const digits = String(serial).padStart(6, '0');
  const wanted = checkDigits(village + digits);
  for (let other = Number(village) + 1; ; other += 1) {
    if (checkDigits(`${other}${digits}`) === wanted) return String(other);
  }
}
