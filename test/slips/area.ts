import { type Making, makeAnswers } from '../../src/cli/simulate/answers.ts';
import { makeIdbdt } from '../../src/domain/identity/idbdt.ts';
import { shortReference } from '../../src/domain/identity/short-reference.ts';
import { packForm } from '../../src/domain/instrument/digits.ts';
import { layReport, stampOf } from '../../src/domain/report/lay-report.ts';
import { factsWith, stateOf } from '../../src/domain/report/record.ts';
import type { HouseholdFacts } from '../../src/domain/report/types.ts';
import type { Officer } from '../../src/domain/workflow/officer.ts';
import { formOf, instrument } from '../support/instrument.ts';
import { householdOf, officerOf, prelistMembers, receivedAt } from '../support/sms.ts';
import { makeMembers } from './members.ts';
import { readText } from './read-text.ts';

/** The area of one officer as the store has it. Nobody's report changes it. */
export interface Area {
  readonly officer: Officer;
  readonly households: ReadonlyMap<string, HouseholdFacts>;
  /** Nobody reported on these. */
  readonly unvisited: readonly HouseholdFacts[];
  /** The officer reported on these, on members of the second only. */
  readonly counted: readonly HouseholdFacts[];
  readonly complete: readonly HouseholdFacts[];
}

const mostMembers = 8;
const mostFamilies = 2;

/** Words that nobody is called by, with many initials. */
const nameWords =
  'Ancang Bayang Contoh Dugaan Elok Fiksi Gambaran Hikayat Ibarat Jadian Karangan Lambang Misal Nisbah Olahan Perumpamaan Rekaan Samaran Tiruan Umpama Warta'.split(
    ' ',
  );

/**
 * An officer, and so many households in each of their villages: the first half not visited, the others visited
 * by the officer, every second of these with all its members.
 */
export function makeArea(making: Making, villages: readonly string[], size: number): Area {
  const officer = officerOf({ areas: villages, villages });
  const prelist = villages.flatMap((village) => makePrelist(making, village, size));
  const unvisited = prelist.filter((_, index) => index % 4 < 2);
  const counted = prelist.filter((_, index) => index % 4 === 2).map((one) => count(making, officer, one));
  const complete = prelist
    .filter((_, index) => index % 4 === 3)
    .map((one) => complement(making, officer, count(making, officer, one)));
  const households = new Map([...unvisited, ...counted, ...complete].map((one) => [one.idbdt, one]));
  return { officer, households, unvisited, counted, complete };
}

function makePrelist({ random }: Making, village: string, size: number): HouseholdFacts[] {
  return Array.from({ length: size }, (_, index) => {
    const prelistCount = random.integer(1, mostMembers);
    return householdOf(makeIdbdt(village, index + 1) ?? '', {
      headName: `${random.pick(nameWords)} ${random.pick(nameWords)}`,
      prelistMembers: prelistCount,
      members: prelistMembers(...Array.from({ length: prelistCount }, (__, member) => member + 1)),
    });
  });
}

function count(making: Making, officer: Officer, household: HouseholdFacts): HouseholdFacts {
  const given = {
    Jumlah_ART: household.members.length,
    Jumlah_Keluarga: making.random.integer(1, mostFamilies),
  };
  const digits = packForm(formOf('RT'), makeAnswers(making, formOf('RT'), given));
  return lay(officer, household, `RT ${shortReference(household.idbdt)} ${digits}`) ?? household;
}

/** All its members, made anew until they break no rule together. */
function complement(making: Making, officer: Officer, household: HouseholdFacts): HouseholdFacts {
  const numbers = household.members.map(({ no_urut: number }) => Number(number));
  for (;;) {
    const members = makeMembers(making, household, numbers, formOf('ART'));
    const digits = members.map(({ key, digits: own }) => key + own).join('');
    const laid = lay(officer, household, `ART ${shortReference(household.idbdt)} ${digits}`);
    if (laid !== null) return laid;
  }
}

/** The household after a report by SMS; null where the report is not taken. */
function lay(officer: Officer, household: HouseholdFacts, text: string): HouseholdFacts | null {
  const households = new Map([[household.idbdt, household]]);
  const { outcome, report } = readText({ officer, households }, text);
  if (outcome !== 'accepted' || report === null) return null;
  const provenance = { reportId: '1', officerId: officer.id, source: 'sms', at: receivedAt } as const;
  const stamp = stampOf(household.revision + 1, provenance);
  const state = layReport({ instrument, prelist: household, provenance, stamp }, stateOf(household), report);
  return {
    ...factsWith(household, state),
    revision: household.revision + 1,
    lastOfficerId: officer.id,
    lastReceipt: 'FGHJK',
    lastReportedAt: receivedAt.toISOString(),
  };
}
