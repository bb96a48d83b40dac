import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content, Provenance } from '../../../src/domain/report/lay-report.ts';
import { factsOfProposal, memberCopy } from '../../../src/domain/report/prelist-copy.ts';
import { factsWith, isStored, type RecordState, stateOf } from '../../../src/domain/report/record.ts';
import { type Translation, translate } from '../../../src/domain/report/translate.ts';
import type {
  HouseholdFacts,
  MemberAnswers,
  RecordRow,
  StoredReport,
} from '../../../src/domain/report/types.ts';
import { rebuild, withdraw } from '../../../src/domain/report/withdraw.ts';
import { arbitraryAnswers, formOf, instrument } from '../../support/instrument.ts';
import { householdOf, receivedAt, seven } from '../../support/sms.ts';
import { childAnswers, memberOf, reportOf, wholeHousehold } from './household.ts';

const copy = { name: 'CONTOH DUA', nik: null, relation: 3, sex: 1, bornOn: null };
const prelist = householdOf(seven.idbdt, { members: [memberCopy(seven.idbdt, { ...copy, number: 2 })] });
const withdrawal: Provenance = { reportId: '99', officerId: 1, source: 'sms', at: receivedAt };

/** Report `41` and on, each by one of two officers, a day apart. */
function stored(report: Content, index: number): StoredReport {
  return {
    id: String(41 + index),
    officerId: 1 + (index % 2),
    receipt: null,
    outcome: 'accepted',
    isWithdrawn: false,
    report: { ...report, remarks: [] },
    source: index % 2 === 0 ? 'sms' : 'ussd',
    receivedAt: dayAfter(index),
  };
}

function dayAfter(days: number): Date {
  return new Date(receivedAt.getTime() + days * 86_400_000);
}

/** What the store does with a translation: upserts and deletes by key, member copies of the prelist beside. */
function store(facts: HouseholdFacts, translation: Translation | null): HouseholdFacts {
  if (translation === null) return facts;
  const { changed, removed } = translation;
  const rows = (
    old: readonly RecordRow[],
    key: string,
    upserts: readonly RecordRow[],
    gone: readonly number[],
  ) => {
    const kept = new Map(old.filter(isStored).map((row) => [Number(row[key]), row]));
    for (const number of gone) kept.delete(number);
    for (const row of upserts) kept.set(Number(row[key]), row);
    return [...kept.values()].sort((one, other) => Number(one[key]) - Number(other[key]));
  };
  const members = rows(facts.members, 'no_urut', changed.udart, removed.udart);
  const copies = prelist.members.filter(({ no_urut }) => !members.some((row) => row.no_urut === no_urut));
  return {
    ...facts,
    record: removed.udrt ? null : (changed.udrt[0] ?? facts.record),
    members: [...members, ...copies],
    families: rows(facts.families, 'nuk', changed.kk, removed.kk),
    businesses: rows(facts.businesses, 'no_urut_art', changed.usaha, removed.usaha),
    revision: facts.revision + 1,
  };
}

function recorded(reports: readonly StoredReport[]): HouseholdFacts {
  return reports.reduce<HouseholdFacts>((facts, { id, officerId, source, report, receivedAt: at }) => {
    const provenance = { reportId: id, officerId, source, at };
    return store(facts, translate(instrument, report, facts, provenance));
  }, prelist);
}

const bookkeeping = ['revisi', 'report_id', 'updated_at'];

/** A state without what tells by which report each row came; a column that is absent is NULL. */
function contentOf(state: RecordState) {
  const bare = (row: RecordRow) =>
    Object.fromEntries(
      Object.entries(row).filter(([column, value]) => !bookkeeping.includes(column) && value !== null),
    );
  const all = (rows: ReadonlyMap<number, RecordRow>) => [...rows].map(([number, row]) => [number, bare(row)]);
  return {
    household: state.household === null ? null : bare(state.household),
    members: all(state.members),
    families: all(state.families),
    businesses: all(state.businesses),
  };
}

const number = fc.integer({ min: 1, max: 3 });
const member: fc.Arbitrary<MemberAnswers> = fc
  .record({
    number,
    answers: fc.oneof(arbitraryAnswers(formOf('ART')), arbitraryAnswers(formOf('ART_PRELIST'))),
  })
  .map((row) => ({ ...row, capped: row.answers.Umur === 98 ? ['Umur'] : [] }));

const report: fc.Arbitrary<Content> = fc.oneof(
  arbitraryAnswers(formOf('V')).map((answers) => reportOf({ form: 'V', answers })),
  arbitraryAnswers(formOf('RT')).map((answers) => reportOf({ form: 'RT', answers })),
  fc
    .uniqueArray(member, { minLength: 1, maxLength: 2, selector: (row) => row.number })
    .map((members) => reportOf({ form: 'ART', members })),
  fc
    .record({ number, name: fc.constantFrom('CONTOH A', 'CONTOH B', 'CONTOH DUA') })
    .map((row) =>
      reportOf({ form: 'NAMA', members: [{ number: row.number, answers: { Nama: row.name }, capped: [] }] }),
    ),
  fc
    .record({ nuk: number, noKk: fc.constantFrom('9999990101900001', '9999990101900002') })
    .map((family) => reportOf({ form: 'KK', families: [family] })),
  fc
    .record({ member: number, omset: fc.integer({ min: 1, max: 4 }) })
    .map((row) =>
      reportOf({ form: 'USAHA', businesses: [{ member: row.member, answers: { omset_usaha: row.omset } }] }),
    ),
);
const history = fc.array(report, { minLength: 1, maxLength: 8 }).map((reports) => reports.map(stored));

describe('rebuild', () => {
  it('comes to the same as the reports one after another, of any forms and in any order', () => {
    fc.assert(
      fc.property(history, (reports) => {
        const rebuilt = rebuild(instrument, prelist, reports);
        expect(contentOf(stateOf(recorded(reports)))).toEqual(contentOf(rebuilt));
      }),
    );
  });

  it('comes to the prelist’s copies without reports', () => {
    expect(rebuild(instrument, prelist, [])).toEqual(stateOf(prelist));
  });
});

describe('withdraw', () => {
  it('leaves what the remaining reports alone would have made, whichever is withdrawn', () => {
    fc.assert(
      fc.property(history, fc.nat(), (reports, seed) => {
        const remaining = reports.filter((_, index) => index !== seed % reports.length);
        const facts = recorded(reports);
        const translation = withdraw(instrument, facts, prelist, remaining, withdrawal);
        const standing = stateOf(store(facts, translation));
        const alone = stateOf(recorded(remaining));
        // A row that did not change names who reported it first, the withdrawn report perhaps.
        const source = (row: RecordRow) => ({ ...row, sumber_data: null, uploaded_by: null });
        const withoutSource = (state: RecordState) =>
          contentOf({ ...state, household: state.household === null ? null : source(state.household) });
        expect(withoutSource(standing)).toEqual(withoutSource(alone));
      }),
    );
  });

  const reports = [
    wholeHousehold,
    reportOf({ form: 'ART', members: [memberOf(1), memberOf(2, childAnswers)] }),
    reportOf({ form: 'ART', members: [memberOf(2, { ...childAnswers, Umur: 12 })] }),
  ].map(stored);
  const without = (...ids: string[]) => {
    const remaining = reports.filter(({ id }) => !ids.includes(id));
    return withdraw(instrument, recorded(reports), prelist, remaining, withdrawal);
  };

  it('brings back the answer before, as a revision of its own', () => {
    const translation = without('43');
    expect(translation?.changed).toMatchObject({
      // The household itself says the same, and is the other officer's again.
      udrt: [{ revisi: 1, report_id: '41', officer_id: 2 }],
      udart: [{ no_urut: 2, Umur: 10, revisi: 4, report_id: '99' }],
    });
    expect(translation?.before).toEqual({ udart: { 2: { Umur: 12 } } });
    expect(translation?.after).toEqual({ udart: { 2: { Umur: 10 } } });
    expect(translation?.removed).toEqual({ udrt: false, udart: [], kk: [], usaha: [] });
  });

  it('removes rows that no other report makes, and brings back the prelist’s copy', () => {
    const translation = without('42', '43');
    expect(translation?.removed).toEqual({ udrt: false, udart: [1, 2], kk: [], usaha: [] });
    expect(translation?.after).toEqual({ udart: { 1: null, 2: null } });
    expect(translation?.before.udart?.[1]).toMatchObject({ Umur: 40, row_status: 'ACTIVE' });
    expect([...(translation?.state.members ?? [])]).toEqual([[2, prelist.members[0]]]);
  });

  it('leaves the copy of the household where only its members are reported', () => {
    const translation = without('41');
    expect(translation?.changed.udrt).toMatchObject([
      { row_status: 'COPY', report_id: '99', sumber_data: 'USSD', uploaded_by: '2' },
    ]);
    expect(translation?.after.udrt).toMatchObject({ status: null, lantai: null });
  });

  it('removes everything where nothing is left', () => {
    const translation = without('41', '42', '43');
    expect(translation?.removed).toEqual({ udrt: true, udart: [1, 2], kk: [], usaha: [] });
    expect(translation?.after).toEqual({ udrt: null, udart: { 1: null, 2: null } });
    expect(translation?.state.household).toBeNull();
  });

  it('keeps what no report writes', () => {
    const facts = recorded(reports);
    const imported = { ...facts, record: { ...facts.record, percentile: 7.5, lat: -5.5, RUTA6: 'A00001' } };
    const translation = withdraw(instrument, imported, prelist, reports.slice(1), withdrawal);
    expect(translation?.changed.udrt).toMatchObject([{ percentile: 7.5, lat: -5.5, RUTA6: 'A00001' }]);
    expect(translation?.after.udrt).not.toHaveProperty('percentile');
  });

  const twice = [wholeHousehold, wholeHousehold].map(stored);

  it('changes nothing where the report before says the same', () => {
    expect(withdraw(instrument, recorded(twice), prelist, twice.slice(0, 1), withdrawal)).toBeNull();
  });

  it('only makes the household another officer’s and another day’s where the report after says the same', () => {
    const translation = withdraw(instrument, recorded(twice), prelist, twice.slice(1), withdrawal);
    expect(translation).toMatchObject({ before: {}, after: {} });
    expect(translation?.changed.udrt).toMatchObject([
      { revisi: 1, report_id: '41', officer_id: 2, visited_on: '2021-11-26', completed_on: null },
    ]);
  });
});

describe('a proposal', () => {
  it('comes to be by its first report, as a new row', () => {
    const idbdt = '9415010001900001';
    const names = { headName: 'CONTOH BARU', address: 'DUSUN CONTOH' };
    const facts = factsOfProposal({ idbdt, village: '9415010001', ...names });
    const answers = { Nama_KRT: names.headName, Alamat: names.address };
    const translation = translate(instrument, reportOf({ form: 'BARU', idbdt, answers }), facts, withdrawal);
    expect(translation?.changed.udrt).toMatchObject([
      { IDBDT: idbdt, ...answers, nourut_rt: '900001', row_status: 'NEW', revisi: 1 },
    ]);
    expect(factsWith(facts, translation?.state ?? stateOf(facts)).record).toBe(translation?.changed.udrt[0]);
  });
});
