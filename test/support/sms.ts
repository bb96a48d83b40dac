import type {
  HouseholdFacts,
  RecordRow,
  ReportQuestion,
  StoredReport,
  Verdict,
} from '../../src/domain/report/types.ts';
import {
  candidateHouseholds,
  namedReceipts,
  namedWork,
  parseMessage,
  type ReadFacts,
  readMessage,
} from '../../src/domain/sms/read.ts';
import type { Officer } from '../../src/domain/workflow/officer.ts';
import { instrument } from './instrument.ts';

export const village = '9415010001';
export const otherVillage = '9415010002';
export const receipt = 'ABC2E';
/** 25 November 2021, noon in the village. */
export const receivedAt = new Date('2021-11-25T03:00:00Z');

/** References of households 7 and 8 of the village; the check digits were worked out by hand from ISO 7064. */
export const seven = { idbdt: `${village}000007`, short: '7-16' };
export const eight = { idbdt: `${village}000008`, short: '8-13' };

/** A visit result, and a whole household block by block as the form has it. */
export const visitDigits = '10112411';
export const wholeBlocks = {
  visit: '1212411041',
  housing: '11045061106102053114111',
  assets: '242424242424242200000400000000022',
  programmes: '141424242',
} as const;
export const wholeDigits = Object.values(wholeBlocks).join('');

/** The 33 digits of two members, and their NIKs: a man of 40 and a woman of 35, of a made-up area. */
export const members = {
  man: { nik: '9999991205810001', digits: '111140211050000207831040011122222' },
  woman: { nik: '9999994403860002', digits: '212235211052000204822000000122222' },
} as const;

export function officerOf(changes: Partial<Officer> = {}): Officer {
  return {
    id: 1,
    code: '1000015',
    msisdn: '+6281200000001',
    name: 'Contoh Petugas',
    role: 'enumerator',
    language: 'id',
    isQuiet: false,
    isStopped: false,
    areas: [village],
    villages: [village],
    superiorId: null,
    ...changes,
  };
}

export function householdOf(idbdt: string, changes: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return {
    idbdt,
    village: idbdt.slice(0, 10),
    headName: 'Contoh Satu',
    address: null,
    slsName: null,
    noKk: null,
    prelistMembers: 4,
    record: null,
    members: [],
    families: [],
    businesses: [],
    revision: 0,
    lastOfficerId: null,
    lastReceipt: null,
    lastReportedAt: null,
    ...changes,
  };
}

/** Members as the prelist has them, by number. */
export function prelistMembers(...numbers: readonly number[]): RecordRow[] {
  return numbers.map((number) => ({
    no_urut: number,
    Nama: 'Contoh',
    NIK: null,
    row_status: 'COPY',
    capped: [],
  }));
}

/** A household that an officer has reported on. */
export function reportedOf(idbdt: string, record: RecordRow, lastOfficerId = 1): HouseholdFacts {
  return householdOf(idbdt, { record, revision: 1, lastOfficerId, lastReceipt: 'FGHJK' });
}

export function questionOf(changes: Partial<ReportQuestion> = {}): ReportQuestion {
  return {
    reportId: '10',
    officerId: 1,
    receipt: 'QRS2T',
    questions: ['other-officer'],
    report: {
      form: 'V',
      idbdt: seven.idbdt,
      answers: { status_rumahtangga: 1, hasil_verivali: 1, tanggal_verivali: '2021-11-24' },
      capped: [],
      members: [],
      families: [],
      businesses: [],
      remarks: [],
    },
    source: 'sms',
    channel: 'at',
    receivedAt: new Date('2021-11-24T03:00:00Z'),
    expiresAt: new Date('2021-11-28T03:00:00Z'),
    ...changes,
  };
}

/** A report of the officer that the store holds. */
export function storedOf(changes: Partial<StoredReport> = {}): StoredReport {
  return {
    id: '5',
    officerId: 1,
    receipt: 'FGHJK',
    outcome: 'accepted',
    isWithdrawn: false,
    report: questionOf().report,
    source: 'sms',
    receivedAt,
    ...changes,
  };
}

/** Households 1 to 20 of both villages, none reported. */
export const prelist: readonly HouseholdFacts[] = [village, otherVillage].flatMap((code) =>
  Array.from({ length: 20 }, (_, index) => householdOf(code + String(index + 1).padStart(6, '0'))),
);

/**
 * Reads a message as a worker does: only the households that the reader asks for are looked up.
 */
export function read(text: string, changes: Partial<ReadFacts> = {}): Verdict {
  const parsed = parseMessage(text);
  const facts: ReadFacts = {
    officer: officerOf(),
    households: new Map(prelist.map((household) => [household.idbdt, household])),
    openQuestions: [],
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
    counts: { accepted: 3, repaired: 1, ask: 1, held: 0, rejected: 2 },
    receipt,
    receivedAt,
    ...changes,
  };
  const wanted = [
    ...candidateHouseholds(parsed, facts.officer),
    ...facts.openQuestions.flatMap(({ report }) => report?.idbdt ?? []),
    ...namedReceipts(parsed).flatMap((named) => facts.ownReports.get(named)?.report.idbdt ?? []),
    ...namedWork(parsed).teamReceipts.flatMap((named) =>
      (facts.work?.teamReports.get(named) ?? []).map(({ report }) => report.idbdt),
    ),
  ];
  const households = new Map(
    wanted.flatMap((idbdt) => {
      const household = facts.households.get(idbdt);
      return household === undefined ? [] : [[idbdt, household] as const];
    }),
  );
  return readMessage(instrument, parsed, { ...facts, households });
}

/** The prelist with some households replaced. */
export function prelistWith(...changed: readonly HouseholdFacts[]): ReadonlyMap<string, HouseholdFacts> {
  return new Map([...prelist, ...changed].map((household) => [household.idbdt, household]));
}
