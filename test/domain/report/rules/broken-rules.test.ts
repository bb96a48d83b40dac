import { describe, expect, it } from 'vitest';
import type { NikAreas } from '../../../../src/domain/identity/nik-areas.ts';
import type { Answers, Problem } from '../../../../src/domain/instrument/types.ts';
import { type Content, standingAfter } from '../../../../src/domain/report/lay-report.ts';
import { brokenRules, ruleText } from '../../../../src/domain/report/rules/broken-rules.ts';
import { checks } from '../../../../src/domain/report/rules/index.ts';
import type { HouseholdFacts } from '../../../../src/domain/report/types.ts';
import { instrument } from '../../../support/instrument.ts';
import { receivedAt } from '../../../support/sms.ts';
import { childAnswers, factsAfter, memberOf, receivedOn, reportOf, wholeHousehold } from '../household.ts';

/** A household of two members and one family, of which nothing is out of the way. */
const sound: Answers = { ...wholeHousehold.answers, Jumlah_ART: 2, Jumlah_Keluarga: 1, sta_art_usaha: 2 };
const household = (changes: Answers = {}) => reportOf({ form: 'RT', answers: { ...sound, ...changes } });
const members = (...rows: ReturnType<typeof memberOf>[]) => reportOf({ form: 'ART', members: rows });
const head = (changes: Answers = {}) => members(memberOf(1, changes));
const child = (changes: Answers = {}) => members(memberOf(2, { ...childAnswers, ...changes }));
const answer = (answers: Answers) => reportOf({ answers });
const card = (nuk: number) => reportOf({ form: 'KK', families: [{ nuk, noKk: '9999990101900001' }] });

/** A NIK of a made-up area: a man born on 13 January 1981, who is 40 on the day of receipt; a woman of that day. */
const nik = '9999991301810001';
const womansNik = '9999995301810001';

/** `rule case severity: number on the form, member`. */
function inShort({ rule, case: name, severity, number, member }: Problem): string {
  return `${rule} ${name} ${severity}: ${number}${member === undefined ? '' : ` ART ${member}`}`;
}

function problemsOf(report: Content, facts: HouseholdFacts, nikAreas?: NikAreas): Problem[] {
  const state = standingAfter(instrument, facts, report, receivedAt);
  return brokenRules({ instrument, report, state, receivedOn, nikAreas });
}

const broken = (report: Content, facts: HouseholdFacts, nikAreas?: NikAreas) =>
  problemsOf(report, facts, nikAreas).map(inShort);

const empty = factsAfter(household());
const full = factsAfter(household(), head(), child());

/** A country in which every area gives out NIKs but this one. */
const allBut = (unknown: string): NikAreas => ({ isUnknown: (area) => area === unknown });

interface Case {
  readonly label: string;
  readonly report: Content;
  readonly facts?: HouseholdFacts;
  readonly nikAreas?: NikAreas;
  readonly breaks: readonly string[];
}

const cases: Record<string, readonly Case[]> = {
  'rule 8, members': [
    { label: 'too few yet', report: head(), breaks: [] },
    { label: 'as many as counted', report: child(), facts: factsAfter(household(), head()), breaks: [] },
    {
      label: 'one too many',
      report: members(memberOf(3, childAnswers)),
      facts: full,
      breaks: ['8 members-over hold: I.9 ART 3'],
    },
    {
      label: 'too many by the count',
      report: answer({ Jumlah_ART: 1 }),
      facts: full,
      breaks: ['8 members-over hold: I.9'],
    },
    {
      label: 'one who died counts for nothing',
      report: members(memberOf(3, { ...childAnswers, Sta_keberadaan_art: 2 })),
      facts: full,
      breaks: [],
    },
    {
      label: 'a new member counts',
      report: members(memberOf(3, { ...childAnswers, Sta_keberadaan_art: 4 })),
      facts: full,
      breaks: ['8 members-over hold: I.9 ART 3'],
    },
    {
      label: 'a name of one beyond the count',
      report: members({ number: 3, answers: { Nama: 'CONTOH TIGA' }, capped: [] }),
      facts: full,
      breaks: [],
    },
    {
      label: 'no count yet',
      report: members(memberOf(3, childAnswers)),
      facts: factsAfter(head()),
      breaks: [],
    },
  ],
  'rule 8, families': [
    {
      label: 'a family beyond',
      report: child({ NUK: 2 }),
      facts: factsAfter(household(), head()),
      breaks: ['8 family-over hold: IV.4 ART 2'],
    },
    {
      label: 'beyond by the count',
      report: answer({ Jumlah_Keluarga: 1 }),
      facts: factsAfter(household({ Jumlah_Keluarga: 2 }), head(), child({ NUK: 2 })),
      breaks: ['8 family-over hold: IV.4 ART 2'],
    },
    { label: 'the card of a family', report: card(1), breaks: [] },
    { label: 'the card of a family beyond', report: card(2), breaks: ['8 card-over hold: KK.1 ART 2'] },
  ],
  'rule 9': [
    { label: 'no head yet', report: child(), breaks: [] },
    {
      label: 'a second head of household',
      report: child({ Hub_KRT: 1, Umur: 20 }),
      facts: factsAfter(household(), head()),
      breaks: ['9 second-head hold: IV.3 ART 2'],
    },
    {
      label: 'a second head of the family',
      report: child({ Hubkel: 1 }),
      facts: factsAfter(household(), head()),
      breaks: ['9 second-family-head hold: IV.5 ART 2'],
    },
    {
      label: 'the head of another family',
      report: child({ Hubkel: 1, NUK: 2 }),
      facts: factsAfter(household({ Jumlah_Keluarga: 2 }), head()),
      breaks: [],
    },
    {
      label: 'a head after the head died',
      report: members(memberOf(1, { Sta_keberadaan_art: 2 }), memberOf(2)),
      facts: full,
      breaks: [],
    },
    {
      label: 'heads that change places',
      report: members(
        memberOf(1, { Hub_KRT: 2, Hubkel: 2 }),
        memberOf(2, { ...childAnswers, Umur: 30, Hub_KRT: 1, Hubkel: 1 }),
      ),
      facts: full,
      breaks: [],
    },
    {
      label: 'two heads at once',
      report: members(memberOf(1), memberOf(2)),
      breaks: [
        '9 second-head hold: IV.3 ART 1',
        '9 second-head hold: IV.3 ART 2',
        '9 second-family-head hold: IV.5 ART 1',
        '9 second-family-head hold: IV.5 ART 2',
      ],
    },
  ],
  'rule 10': [
    { label: 'a NIK that agrees', report: head({ NIK: nik }), breaks: [] },
    { label: 'none', report: head({ NIK: null }), breaks: [] },
    {
      label: 'of an area that never was',
      report: head({ NIK: nik }),
      nikAreas: allBut('999999'),
      breaks: ['10 nik-area warn: IV.2 ART 1'],
    },
    {
      label: 'of an area that there is',
      report: head({ NIK: nik }),
      nikAreas: allBut('888888'),
      breaks: [],
    },
    {
      label: 'of an area that never was, in the prelist',
      report: child(),
      facts: factsAfter(household(), head({ NIK: nik })),
      nikAreas: allBut('999999'),
      breaks: ['10 nik-area warn: IV.2 ART 1'],
    },
    { label: 'none, where no area is known', report: head({ NIK: null }), nikAreas: allBut(''), breaks: [] },
    { label: 'of the other sex', report: head({ NIK: womansNik }), breaks: ['10 nik-sex warn: IV.6 ART 1'] },
    { label: 'a year older', report: head({ NIK: nik, Umur: 39 }), breaks: [] },
    {
      label: 'two years younger',
      report: head({ NIK: nik, Umur: 42 }),
      breaks: ['10 nik-age warn: IV.7 ART 1'],
    },
    {
      label: 'two years older',
      report: head({ NIK: nik, Umur: 38 }),
      breaks: ['10 nik-age warn: IV.7 ART 1'],
    },
    { label: 'over a hundred', report: head({ NIK: '9999991301180001', Umur: 98 }), breaks: [] },
    {
      label: 'a date that is none',
      report: head({ NIK: '9999993102810001' }),
      breaks: ['10 nik-impossible reject: IV.2 ART 1'],
    },
    {
      label: 'serial 0000',
      report: head({ NIK: '9999991301810000' }),
      breaks: ['10 nik-impossible reject: IV.2 ART 1'],
    },
    {
      label: 'zero in front',
      report: head({ NIK: '0999991301810001' }),
      breaks: ['10 nik-impossible reject: IV.2 ART 1'],
    },
    {
      label: 'another member’s',
      report: child({ NIK: nik, Umur: 40 }),
      facts: factsAfter(household(), head({ NIK: nik })),
      breaks: ['10 nik-twice reject: IV.2 ART 2'],
    },
    {
      label: 'that of a member of the prelist not reported yet',
      report: head({ NIK: nik }),
      facts: { ...empty, members: [{ no_urut: 2, NIK: nik, row_status: 'COPY' }] },
      breaks: ['10 nik-twice reject: IV.2 ART 1'],
    },
    {
      label: 'that of a prelist mistake',
      report: child({ NIK: nik, Umur: 40 }),
      facts: factsAfter(household(), head({ NIK: nik, Sta_keberadaan_art: 5 })),
      breaks: [],
    },
    {
      label: 'that which the member has',
      report: head({ NIK: nik, Umur: 41 }),
      facts: factsAfter(household(), head({ NIK: nik })),
      breaks: [],
    },
  ],
  'rules 11 and 12': [
    {
      label: 'bottled and not bought',
      report: household({ sumber_airminum: 1, cara_peroleh_airminum: 3 }),
      breaks: ['11 water-not-bought warn: III.8'],
    },
    {
      label: 'metered and not bought',
      report: answer({ sumber_airminum: 3, cara_peroleh_airminum: 3 }),
      breaks: ['11 water-not-bought warn: III.8'],
    },
    {
      label: 'bottled and bought',
      report: answer({ sumber_airminum: 1, cara_peroleh_airminum: 1 }),
      breaks: [],
    },
    { label: 'a vendor’s', report: answer({ sumber_airminum: 4, cara_peroleh_airminum: 3 }), breaks: [] },
    {
      label: 'a sewer without a toilet',
      report: answer({ fasbab: 4, buang_tinja: 2 }),
      breaks: ['12 tank-without-toilet warn: III.12'],
    },
    { label: 'a hole without a toilet', report: answer({ fasbab: 4, buang_tinja: 3 }), breaks: [] },
  ],
  'rule 13': [
    {
      label: 'members still to come',
      report: answer({ sta_art_usaha: 1 }),
      facts: factsAfter(household(), child()),
      breaks: [],
    },
    { label: 'an owner', report: answer({ sta_art_usaha: 1 }), facts: full, breaks: [] },
    {
      label: 'nobody on their own account',
      report: answer({ sta_art_usaha: 1 }),
      facts: factsAfter(household(), head({ Status_pekerjaan: 4 }), child()),
      breaks: ['13 business-without-owner warn: V.4'],
    },
  ],
  'rule 14': [
    {
      label: 'primary at 10',
      report: child({ Ijazah_tertinggi: 1 }),
      breaks: ['14 certificate-too-young warn: IV.18 ART 2'],
    },
    { label: 'primary at 11', report: child({ Ijazah_tertinggi: 1, Umur: 11 }), breaks: [] },
    {
      label: 'junior high at 13',
      report: child({ Ijazah_tertinggi: 2, Umur: 13 }),
      breaks: ['14 certificate-too-young warn: IV.18 ART 2'],
    },
    { label: 'senior high at 17', report: child({ Ijazah_tertinggi: 3, Umur: 17 }), breaks: [] },
    {
      label: 'a diploma at 18',
      report: child({ Ijazah_tertinggi: 4, Umur: 18 }),
      breaks: ['14 certificate-too-young warn: IV.18 ART 2'],
    },
    { label: 'a degree at 20', report: child({ Ijazah_tertinggi: 5, Umur: 20 }), breaks: [] },
    {
      label: 'a second degree at 21',
      report: child({ Ijazah_tertinggi: 6, Umur: 21 }),
      breaks: ['14 certificate-too-young warn: IV.18 ART 2'],
    },
    {
      label: 'married at 9',
      report: child({ Sta_kawin: 2, Ada_akta_nikah: 0, Umur: 9 }),
      breaks: ['14 married-too-young warn: IV.8 ART 2'],
    },
    { label: 'married at 10', report: child({ Sta_kawin: 2, Ada_akta_nikah: 0 }), breaks: [] },
    {
      label: 'head at 14',
      report: head({ Umur: 14, Ijazah_tertinggi: 0 }),
      breaks: ['14 head-too-young warn: IV.3 ART 1'],
    },
    { label: 'head at 15', report: head({ Umur: 15 }), breaks: [] },
    {
      label: '99 hours',
      report: head({ Jumlah_jamkerja: 99 }),
      breaks: ['14 hours-too-many warn: IV.19 ART 1'],
    },
    { label: '98 hours', report: head({ Jumlah_jamkerja: 98 }), breaks: [] },
    { label: 'one who died', report: head({ Jumlah_jamkerja: 99, Sta_keberadaan_art: 2 }), breaks: [] },
  ],
  'rule 15': [
    {
      label: 'PKH and a car',
      report: answer({ sta_pkh: 1, ada_mobil: 1 }),
      breaks: ['15 aid-with-car flag: V.1k'],
    },
    {
      label: 'Rastra, a car and a ship',
      report: answer({ sta_rastra: 3, ada_mobil: 1, ada_kapal: 1 }),
      breaks: ['15 aid-with-car flag: V.1k', '15 aid-with-ship flag: V.1o'],
    },
    { label: 'a car without aid', report: answer({ sta_pkh: 2, sta_rastra: 4, ada_mobil: 1 }), breaks: [] },
    {
      label: 'an official in a household that is not well off',
      report: head({ Status_pekerjaan: 5 }),
      facts: factsAfter(household({ apakah_mampu: 2 })),
      breaks: ['15 official-not-well-off flag: IV.21 ART 1'],
    },
    {
      label: 'an official in one that is',
      report: head({ Status_pekerjaan: 5 }),
      facts: factsAfter(household({ apakah_mampu: 1 })),
      breaks: [],
    },
    {
      label: 'the same by the household’s answer',
      report: answer({ apakah_mampu: 2 }),
      facts: factsAfter(household({ apakah_mampu: 1 }), head({ Status_pekerjaan: 5 })),
      breaks: ['15 official-not-well-off flag: IV.21 ART 1'],
    },
  ],
  'rule 16': [
    { label: '3 m2 for two', report: answer({ luas_lantai: 3 }), breaks: ['16 floor-too-small warn: III.2'] },
    { label: '4 m2 for two', report: answer({ luas_lantai: 4 }), breaks: [] },
    { label: '400 m2 for two', report: answer({ luas_lantai: 400 }), breaks: [] },
    {
      label: '401 m2 for two',
      report: answer({ luas_lantai: 401 }),
      breaks: ['16 floor-too-large warn: III.2'],
    },
    {
      label: 'too many for the floor',
      report: answer({ Jumlah_ART: 99 }),
      breaks: ['16 floor-too-small warn: III.2'],
    },
  ],
};

for (const [rule, rows] of Object.entries(cases)) {
  describe(rule, () => {
    it.each(rows)('$label', ({ report, facts = empty, nikAreas, breaks }) => {
      expect(broken(report, facts, nikAreas)).toEqual(breaks);
    });
  });
}

describe('brokenRules', () => {
  it('has a case in this file for every case of the instrument', () => {
    const shown = Object.values(cases).flatMap((rows) => rows.flatMap(({ breaks }) => breaks));
    const names = new Set(shown.map((line) => line.split(' ')[1]));
    expect([...instrument.cases.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  it('has code for every case that no condition tells, and no other', () => {
    const named = [...instrument.cases.values()].filter(({ conditions }) => conditions.length === 0);
    expect(checks.map(({ name }) => name).sort()).toEqual(named.map(({ name }) => name).sort());
  });

  it('tells first what the report has a hand in, then what stood before', () => {
    const facts = factsAfter(household({ sumber_airminum: 1, cara_peroleh_airminum: 3 }), head());
    expect(broken(answer({ luas_lantai: 3 }), facts)).toEqual([
      '16 floor-too-small warn: III.2',
      '11 water-not-bought warn: III.8',
    ]);
  });

  it('holds no report for what it has no hand in', () => {
    const row = full.members.map((member) => ({ ...member, Hub_KRT: 1 }));
    expect(broken(answer({ lantai: 7 }), { ...full, members: row })).toEqual([
      '14 head-too-young warn: IV.3 ART 2',
    ]);
  });

  it('never says a NIK', () => {
    const problems = problemsOf(head({ NIK: '9999993102810001' }), empty);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('9999993102');
  });
});

describe('ruleText', () => {
  it.each([
    ['a case', { rule: 9, case: 'second-head' }, 'there is a head of household already'],
    ['a rule', { rule: 4 }, 'Land area only where there is land'],
    ['no rule', {}, undefined],
  ])('calls %s', (_, about, text) => {
    expect(ruleText(instrument, { kind: 'rule', severity: 'hold', ...about })?.en).toBe(text);
  });
});
