import type { HouseholdFacts } from '../../domain/report/types.ts';
import type { Officer } from '../../domain/workflow/officer.ts';
import { type BenchOfficer, officers } from './world.ts';

/** The made-up area as the store would tell it, for what is measured without one. */
export const knownOfficers: ReadonlyMap<string, Officer> = new Map(
  officers.map((officer, index) => [officer.msisdn, officerOf(officer, index + 1)]),
);

export const knownHouseholds: ReadonlyMap<string, HouseholdFacts> = new Map(
  officers.flatMap(({ village, households }) => households.map((idbdt) => [idbdt, factsOf(village, idbdt)])),
);

function officerOf({ msisdn, name, village }: BenchOfficer, id: number): Officer {
  return {
    id,
    code: '',
    msisdn,
    name,
    role: 'enumerator',
    language: 'id',
    isQuiet: false,
    isStopped: false,
    areas: [village],
    villages: [village],
    superiorId: null,
  };
}

function factsOf(village: string, idbdt: string): HouseholdFacts {
  return {
    idbdt,
    village,
    headName: 'Contoh Kepala',
    address: null,
    slsName: null,
    noKk: null,
    prelistMembers: 4,
    record: null,
    revision: 0,
    lastOfficerId: null,
    lastReceipt: null,
    members: [],
    families: [],
    businesses: [],
    lastReportedAt: null,
  };
}
