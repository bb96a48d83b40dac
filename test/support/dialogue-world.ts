import { parseFlow } from '../../src/domain/flow/definition.ts';
import { walk } from '../../src/domain/flow/walk.ts';
import { dammDigit } from '../../src/domain/identity/officer-code.ts';
import { unpackForm } from '../../src/domain/instrument/digits.ts';
import { formNamed } from '../../src/domain/instrument/instrument.ts';
import { memberCopy } from '../../src/domain/report/prelist-copy.ts';
import type { HouseholdFacts, RecordRow } from '../../src/domain/report/types.ts';
import type { Officer } from '../../src/domain/workflow/officer.ts';
import { readFlow, readFlows, readInstrument, readMessages } from '../../src/flow-files.ts';

/** What the product ships with, read once. */
export const shipped = {
  instrument: readInstrument(),
  messages: readMessages(),
  flow: parseFlow(readFlow('enumerator')),
  flows: readFlows(),
};

/** A whole household that breaks no rule, block by block. */
export const wholeHousehold = {
  visit: '1112411041',
  housing: '11045063106102063114111',
  assets: '132423232323232200000400009900002',
  programmes: '231324241',
} as const;

/** A man of 40, head of household and family 1, a fisherman on his own account: 33 digits, the NIK left out. */
export const knownMember = '111140211050000207111040041122222';

/** Her spouse of 38, who does not work: the same. */
export const spouse = '212238211042000204822000000122222';

/** A child of ten at school who is not in the prelist: 49 digits, the NIK in front. */
export const child = '9103010107110002313110101010000101402000000422222';

const villages = ['9415010001', '9415010002'] as const;
export const begin = new Date('2021-12-01T02:00:00Z');

/** Made-up officers by the name that fixtures call them. */
export const phones = {
  enumerator: '+6281200000001',
  english: '+6281200000002',
  'two villages': '+6281200000003',
  pengawas: '+6281200000011',
  'pengawas in English': '+6281200000012',
  korcam: '+6281200000021',
  'korcam in English': '+6281200000022',
  korkab: '+6281200000031',
  'korkab in English': '+6281200000032',
  korwil: '+6281200000041',
  'korwil in English': '+6281200000042',
  pusat: '+6281200000051',
  stranger: '+6281200000099',
} as const;

/** The code of a made-up officer: that of the first one is 1000015. */
export function codeOf(id: number): string {
  const serial = String(100_000 + id);
  return serial + dammDigit(serial);
}

function officer(id: number, msisdn: string, more: Partial<Officer>): Officer {
  return {
    id,
    code: codeOf(id),
    msisdn,
    name: 'Contoh Petugas',
    role: 'enumerator',
    language: 'id',
    isQuiet: false,
    isStopped: false,
    areas: [villages[0]],
    villages: [villages[0]],
    superiorId: null,
    ...more,
  };
}

/** Two officers of a role above the enumerators: one for each language. */
function above(role: 'pengawas' | 'korcam' | 'korkab' | 'korwil', id: number, areas: readonly string[]) {
  const own = { role, areas, villages: areas.filter((code) => code.length === 10) };
  return [
    officer(id, phones[role], own),
    officer(id + 1, phones[`${role} in English`], { ...own, language: 'en' }),
  ];
}

export const officers = [
  officer(1, phones.enumerator, { superiorId: 11 }),
  officer(2, phones.english, { language: 'en', superiorId: 12 }),
  officer(3, phones['two villages'], { areas: villages, villages }),
  ...above('pengawas', 11, villages),
  ...above('korcam', 21, ['9415010']),
  ...above('korkab', 31, ['9415']),
  ...above('korwil', 41, ['94']),
  officer(51, phones.pusat, { role: 'pusat', areas: [], villages: [] }),
];

/** Members 1 and 2 of the prelist, in every household. */
function prelistMembers(idbdt: string): RecordRow[] {
  return [1, 2].map((number) =>
    memberCopy(idbdt, {
      number,
      name: number === 1 ? 'Contoh Satu' : 'Contoh Dua',
      nik: `910301${number === 1 ? '01' : '42'}01800001`,
      relation: number,
      sex: number,
      bornOn: null,
    }),
  );
}

/** The whole household as the records hold it, with member 1 reported. */
function reportedRecord(idbdt: string): Pick<HouseholdFacts, 'record' | 'members'> {
  const { instrument } = shipped;
  const read = (form: string, digits: string) =>
    unpackForm(formNamed(instrument, form), digits, '2021-11-24').answers;
  const stamp = { report_id: '1', capped: [] };
  const [, second] = prelistMembers(idbdt);
  return {
    record: { ...read('RT', Object.values(wholeHousehold).join('')), IDBDT: idbdt, ...stamp },
    members: [
      { ...prelistMembers(idbdt)[0], ...read('ART_PRELIST', knownMember), row_status: 'ACTIVE', ...stamp },
      ...(second ? [second] : []),
    ],
  };
}

/** Serials 1-20 in the first village, 3-7 in the second; nothing reported but of serials 3 and 8 in the first. */
export function prelist(): Map<string, HouseholdFacts> {
  const serials = [
    ...Array.from({ length: 20 }, (_, index) => ({ village: villages[0], serial: index + 1 })),
    ...[3, 4, 5, 6, 7].map((serial) => ({ village: villages[1], serial })),
  ];
  const record = {
    status_rumahtangga: 1,
    hasil_verivali: 1,
    tanggal_verivali: '2021-11-20',
    Jumlah_ART: 5,
    Jumlah_Keluarga: 2,
  };
  return new Map(
    serials.map(({ village, serial }) => {
      const idbdt = `${village}${String(serial).padStart(6, '0')}`;
      const isReported = idbdt === '9415010001000003';
      const isWhole = idbdt === '9415010001000008';
      const whole = isWhole ? reportedRecord(idbdt) : null;
      const facts: HouseholdFacts = {
        idbdt,
        village,
        headName: `Contoh ${serial === 7 ? 'Tujuh' : 'Kepala'}`,
        address: null,
        slsName: null,
        noKk: null,
        prelistMembers: 4,
        record: whole?.record ?? (isReported ? record : null),
        members: whole?.members ?? prelistMembers(idbdt),
        families: [],
        businesses: [],
        revision: isReported ? 1 : 0,
        lastOfficerId: isReported ? 1 : null,
        lastReceipt: isReported ? 'ABCDE' : null,
        lastReportedAt: isReported ? '2021-11-20T03:00:00Z' : null,
      };
      return [idbdt, facts];
    }),
  );
}

/** What a person types for some digits of a form where it is asked item by item: those of what is asked. */
export function guidedTokens(form: string, digits: string): string[] {
  const { blocks } = formNamed(shipped.instrument, form);
  let offset = 0;
  const typed = Object.fromEntries(
    blocks.map(({ name, width }) => {
      offset += width;
      return [name, digits.slice(offset - width, offset)] as const;
    }),
  );
  const { passed, next } = walk(formNamed(shipped.instrument, form), typed, '2021-12-01');
  if (next) throw new Error(`The digits of ${form} are wrong at ${next.item.column}`);
  return passed.map(({ block, item, offset: at }) => (typed[block.name] ?? '').slice(at, at + item.width));
}
