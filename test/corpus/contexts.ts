import type {
  HouseholdFacts,
  HouseholdReport,
  RecordRow,
  StoredReport,
} from '../../src/domain/report/types.ts';
import type { ReadFacts } from '../../src/domain/sms/read.ts';
import {
  eight,
  householdOf,
  members,
  officerOf,
  otherVillage,
  prelist,
  prelistMembers,
  prelistWith,
  questionOf,
  read,
  seven,
  storedOf,
  village,
  wholeDigits,
} from '../support/sms.ts';

/** What is known when a message arrives, by the name that cases call it by. */
export const contexts: ReadonlyMap<string, Partial<ReadFacts>> = new Map(
  Object.entries({ plain: {}, ...officers(), ...households(), ...questions(), ...reports(), ...proposals() }),
);

function officers() {
  const both = { areas: [village, otherVillage], villages: [village, otherVillage] };
  const halves = prelist.filter(({ idbdt }) => idbdt.startsWith(village) === Number(idbdt.slice(-6)) <= 10);
  return {
    english: { officer: officerOf({ language: 'en' }) },
    'two villages': { officer: officerOf(both) },
    /** Serials 1 to 10 are of the one village, 11 to 20 of the other. */
    'two villages, serials apart': {
      officer: officerOf(both),
      households: new Map(halves.map((household) => [household.idbdt, household])),
    },
    pengawas: { officer: officerOf({ role: 'pengawas' }) },
    korcam: { officer: officerOf({ role: 'korcam', areas: ['9415010'], villages: [] }) },
    'nobody known': { officer: null },
  } satisfies Contexts;
}

function households() {
  const visit = answersOf('V 7-16 10112411');
  const whole = { ...visit, ...answersOf(`RT 7-16 ${wholeDigits}`) };
  const [first] = reportOf(`ART 7-16 01${members.man.nik}${members.man.digits}`).members;
  const [second] = reportOf(`ART 7-16 02${members.woman.nik}${members.woman.digits}`).members;
  const man = { no_urut: 1, ...first?.answers, report_id: '2' };
  const woman = { no_urut: 2, ...second?.answers, report_id: '2' };
  const stall = {
    no_urut_art: 1,
    kode_lapangan_usaha: 12,
    jumlah_pekerja: 3,
    lokasi_usaha: 1,
    omset_usaha: 2,
    report_id: '2',
  };
  const reported = { record: whole, revision: 2, lastOfficerId: 1 };
  const known = { ...reported, members: [man, ...prelistMembers(2)], businesses: [stall] };
  const counted = (Jumlah_ART: number, ...rows: readonly RecordRow[]) =>
    sevenIs({ ...reported, record: { ...whole, Jumlah_ART }, members: rows });
  return {
    'other heads': {
      households: prelistWith(
        householdOf(eight.idbdt, { headName: 'Model Delapan' }),
        householdOf(`${village}000004`, { headName: 'Umpama Empat' }),
      ),
    },
    'head without name': sevenIs({ headName: null }),
    'members known': sevenIs({ members: prelistMembers(1, 2) }),
    visited: sevenIs({ record: visit, revision: 1, lastOfficerId: 1 }),
    'visited by another officer': sevenIs({ record: visit, revision: 1, lastOfficerId: 2 }),
    /** Whole, four members and one family; member 1 reported, with a business; member 2 of the prelist. */
    reported: sevenIs(known),
    'reported, english': { ...sevenIs(known), officer: officerOf({ language: 'en' }) },
    'reported by another officer': sevenIs({ ...known, lastOfficerId: 2 }),
    'one of two members': counted(2, man),
    'one of one member': counted(1, man),
    'all of two members': counted(2, man, woman),
    'moved away': sevenIs({ record: answersOf('V 7-16 21032411'), revision: 1, lastOfficerId: 1 }),
    /** The first member of two is there and is no head. */
    'no head': counted(1, { ...woman, no_urut: 1 }),
  } satisfies Contexts;
}

function questions() {
  const question = questionOf();
  const second = questionOf({ reportId: '11', receipt: 'UVWXY' });
  const old = questionOf({ reportId: '12', receipt: 'ZZ2ZZ', expiresAt: new Date('2021-11-25T02:59:59Z') });
  const woman = `02${members.woman.nik}1${members.woman.digits.slice(1)}`;
  const proposal = questionOf({
    questions: ['same-proposal'],
    report: reportOf('BARU Contoh Dua / Kampung Baru'),
  });
  const first = reportOf(`ART 7-16 01${members.man.nik}${members.man.digits}`).members[0];
  const man = { no_urut: 1, ...first?.answers, report_id: '2' };
  return {
    'one question': { openQuestions: [question] },
    'one question, english': { openQuestions: [question], officer: officerOf({ language: 'en' }) },
    'two questions': { openQuestions: [question, second] },
    'old question': { openQuestions: [old] },
    'old and new question': { openQuestions: [old, question] },
    'question on a second head': {
      openQuestions: [questionOf({ report: reportOf(`ART 7-16 ${woman}`) })],
      ...sevenIs({ members: [man] }),
    },
    'question on a proposal': { openQuestions: [proposal] },
    'question on a proposal, serial taken': {
      openQuestions: [proposal],
      households: prelistWith(householdOf(`${village}900001`)),
    },
  } satisfies Contexts;
}

function reports() {
  const own = (changes: Partial<StoredReport>, household: Partial<HouseholdFacts> = { revision: 1 }) => ({
    ownReports: new Map([['FGHJK', storedOf(changes)]]),
    ...sevenIs(household),
  });
  const proposal = { report: reportOf('BARU Contoh Dua / Kampung Baru') };
  const proposed = (revision: number) => ({
    ownReports: new Map([['FGHJK', storedOf(proposal)]]),
    households: prelistWith(householdOf(`${village}900001`, { headName: 'Contoh Dua', revision })),
  });
  return {
    'own report': own({}),
    'own report, english': { ...own({}), officer: officerOf({ language: 'en' }) },
    'own report after another': own({}, { revision: 2 }),
    'own report asked back': own({ outcome: 'ask' }),
    'own report held': own({ outcome: 'held' }),
    'own report refused': own({ outcome: 'rejected' }),
    'own report withdrawn': own({ isWithdrawn: true }),
    'report of another officer': own({ officerId: 2 }),
    'own proposal': proposed(1),
    'own proposal with reports': proposed(2),
  } satisfies Contexts;
}

function proposals() {
  const before = storedOf({ report: reportOf('BARU Contoh Dua / Kampung Baru RT 03') });
  return {
    'seven proposals': { proposalSerials: new Map([[village, 900007]]) },
    'proposals used up': { proposalSerials: new Map([[village, 999999]]) },
    'proposed before': { ownProposals: [before], proposalSerials: new Map([[village, 900001]]) },
  } satisfies Contexts;
}

type Contexts = Readonly<Record<string, Partial<ReadFacts>>>;

function sevenIs(changes: Partial<HouseholdFacts>): Pick<ReadFacts, 'households'> {
  return { households: prelistWith(householdOf(seven.idbdt, changes)) };
}

function reportOf(text: string): HouseholdReport {
  const { report } = read(text);
  if (report === null) throw new Error(`Not a report: ${text}`);
  return report;
}

function answersOf(text: string): RecordRow {
  return reportOf(text).answers;
}
