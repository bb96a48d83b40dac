import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/domain/instrument/types.ts';
import { type Completeness, completenessOf } from '../../../src/domain/report/completeness.ts';
import { memberCopy } from '../../../src/domain/report/prelist-copy.ts';
import { stateOf } from '../../../src/domain/report/record.ts';
import type { HouseholdFacts } from '../../../src/domain/report/types.ts';
import { instrument } from '../../support/instrument.ts';
import { householdOf, seven } from '../../support/sms.ts';
import {
  childAnswers,
  digitsOf,
  factsAfter,
  memberOf,
  nextFacts,
  reportOf,
  wholeHousehold,
} from './household.ts';

const whole = reportOf({
  form: 'RT',
  answers: { ...wholeHousehold.answers, Jumlah_ART: 3, Jumlah_Keluarga: 2 },
});
const head = memberOf(1);
const child = memberOf(2, childAnswers);
const widow = memberOf(4, { Hub_KRT: 6, NUK: 2, Hubkel: 1, Umur: 70, Sta_kawin: 4, Ada_akta_nikah: null });
const members = (...rows: ReturnType<typeof memberOf>[]) => reportOf({ form: 'ART', members: rows });
const gone = (number: number, answers: Answers) => reportOf({ members: [{ number, answers, capped: [] }] });

const copies = [1, 2, 3].map((number) =>
  memberCopy(seven.idbdt, { number, name: 'CONTOH', nik: null, relation: null, sex: null, bornOn: null }),
);

describe('completenessOf', () => {
  it('says that all has come', () => {
    expect(completenessOf(instrument, stateOf(factsAfter(whole, members(head, child, widow))))).toEqual({
      isComplete: true,
      isClosed: false,
      hasHousehold: true,
      expectedMembers: 3,
      presentMembers: [1, 2, 4],
      missingMembers: 0,
      missingNumbers: [],
      hasHead: true,
      expectedFamilies: 2,
      familiesWithoutHead: [],
    });
  });

  it.each([
    [
      'nothing yet',
      householdOf(seven.idbdt, { members: copies }),
      { hasHousehold: false, expectedMembers: null, missingMembers: 0, presentMembers: [], hasHead: false },
    ],
    [
      'a visit result only',
      factsAfter(digitsOf('V', '10112411')),
      { hasHousehold: false, expectedMembers: null, familiesWithoutHead: [] },
    ],
    [
      'the household without members: those of the prelist are missing first',
      nextFacts(householdOf(seven.idbdt, { members: copies.slice(1) }), whole),
      { missingMembers: 3, missingNumbers: [1, 2, 3], hasHead: false, familiesWithoutHead: [1, 2] },
    ],
    [
      'a member of the prelist beyond the first free number',
      nextFacts(nextFacts(householdOf(seven.idbdt, { members: copies.slice(2) }), whole), members(head)),
      { missingMembers: 2, missingNumbers: [2, 3], presentMembers: [1] },
    ],
    [
      'one member short',
      factsAfter(whole, members(head, child)),
      { missingMembers: 1, missingNumbers: [3], familiesWithoutHead: [2] },
    ],
    [
      'members without the household',
      factsAfter(members(head, child, widow)),
      { hasHousehold: false, expectedMembers: null, missingMembers: 0, hasHead: true },
    ],
    [
      'a head who died',
      factsAfter(whole, members(head, child, widow), gone(1, { Sta_keberadaan_art: 2 })),
      {
        presentMembers: [2, 4],
        missingMembers: 1,
        missingNumbers: [3],
        hasHead: false,
        familiesWithoutHead: [1],
      },
    ],
    [
      'nobody as head',
      factsAfter(whole, members(head, child, widow), gone(1, { Hub_KRT: 8 })),
      { missingMembers: 0, hasHead: false, familiesWithoutHead: [] },
    ],
    [
      'a family without a head',
      factsAfter(whole, members(head, child, widow), gone(4, { Hubkel: 6 })),
      { hasHead: true, familiesWithoutHead: [2] },
    ],
    [
      'a name is no report of a member',
      factsAfter(whole, members(head, child), gone(3, { Nama: 'CONTOH TIGA' })),
      { missingMembers: 1, missingNumbers: [3] },
    ],
  ] satisfies [string, HouseholdFacts, Partial<Completeness>][])(
    'says what is missing: %s',
    (_, facts, missing) => {
      const completeness = completenessOf(instrument, stateOf(facts));
      expect(completeness).toMatchObject({ ...missing, isComplete: false, isClosed: false });
    },
  );

  it.each([
    ['nobody was found', '21022411'],
    ['they moved', '10132411'],
    ['they refused', '10152411'],
    ['it is double', '30062411'],
  ])('says that nothing more is to come where %s', (_, digits) => {
    const completeness = completenessOf(instrument, stateOf(factsAfter(digitsOf('V', digits))));
    expect(completeness).toMatchObject({ isComplete: true, isClosed: true, hasHousehold: false });
  });
});
