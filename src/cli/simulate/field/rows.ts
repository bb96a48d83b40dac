import { type Random, seededRandom } from '../random.ts';
import { digits, type FieldSize, type Places } from './places.ts';

/** One line of a CSV file, and whether an import is to refuse it. */
export interface FieldRow {
  readonly text: string;
  readonly isBad: boolean;
}

export interface FieldFile {
  readonly name: string;
  readonly header: string;
  readonly rows: Iterable<FieldRow>;
}

export interface FieldOptions extends FieldSize {
  readonly seed: number;
  /** Bad rows for each good one, between the good ones, 0 to 1. */
  readonly badShare: number;
}

/** Enumerators that one supervisor has. */
const teamSize = 5;

/** The files of a made-up country, to be imported in this order. The same options make the same bytes. */
export function fieldFiles(places: Places, options: FieldOptions): FieldFile[] {
  const random = (salt: number) => seededRandom(options.seed * 10 + salt);
  return [
    {
      name: 'areas.csv',
      header: 'kode_bps,kode_kemendagri,nama,tingkat',
      rows: withBad(areaRows(places), options.badShare, random(1), badAreas),
    },
    {
      name: 'officers.csv',
      header: 'msisdn,nama,peran,wilayah,atasan,bahasa',
      rows: withBad(officerRows(places), options.badShare, random(2), badOfficers),
    },
    {
      name: 'prelist.csv',
      header: 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART',
      rows: withBad(
        householdRows(places, options.households, random(3)),
        options.badShare,
        random(4),
        badHouseholds,
      ),
    },
    {
      name: 'members.csv',
      header: 'IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT',
      rows: withBad(
        memberRows(places, options.households, random(3)),
        options.badShare,
        random(5),
        badMembers,
      ),
    },
  ];
}

function* withBad(
  good: Iterable<string>,
  share: number,
  random: Random,
  badRows: readonly string[],
): Generator<FieldRow> {
  let bad = 0;
  for (const text of good) {
    yield { text, isBad: false };
    if (random.unit() >= share) continue;
    bad += 1;
    // Each of somebody else: of two rows of one officer only the later counts.
    yield { text: random.pick(badRows).replace('#', digits(bad, 7)), isBad: true };
  }
}

function* areaRows({ provinces, regencies, subDistricts, villages }: Places): Generator<string> {
  for (const places of [provinces, regencies, subDistricts, villages]) {
    for (const { code, kemendagri, name, level } of places) yield `${code},${kemendagri},${name},${level}`;
  }
}

const badAreas = [
  '999,99,Wilayah Salah,kabupaten',
  '9999,999,Wilayah Salah,kabupaten',
  '9999999999,,Wilayah Salah,desa',
  '9999,,,kabupaten',
  '9999,,Wilayah Salah,distrik',
  '9999,Wilayah Salah',
];

/** From the enumerators (1) over supervisors and coordinators of a sub-district (3) to those of a province. */
type Rank = 1 | 2 | 3 | 4 | 5;

/** A number of nobody: the operator's prefix is real, who has the rest is not asked. */
export function msisdn(rank: Rank, number: number): string {
  return `+62812${rank}${digits(number, 7)}`;
}

/** From the top: one a province, regency and sub-district, one for five villages, one a village. */
function* officerRows({ provinces, regencies, subDistricts, villages }: Places): Generator<string> {
  const numberOf = (rank: Rank, codes: readonly { code: string }[]) =>
    new Map(codes.map(({ code }, at) => [code, msisdn(rank, at + 1)]));
  const korwil = numberOf(5, provinces);
  const korkab = numberOf(4, regencies);
  const korcam = numberOf(3, subDistricts);
  for (const [at, { code }] of provinces.entries()) {
    yield `${korwil.get(code)},Contoh Korwil ${at + 1},korwil,${code},,id`;
  }
  for (const [at, { code }] of regencies.entries()) {
    yield `${korkab.get(code)},Contoh Korkab ${at + 1},korkab,${code},${korwil.get(code.slice(0, 2))},id`;
  }
  for (const [at, { code }] of subDistricts.entries()) {
    yield `${korcam.get(code)},Contoh Korcam ${at + 1},korcam,${code},${korkab.get(code.slice(0, 4))},id`;
  }
  for (let at = 0; at < villages.length; at += teamSize) {
    const team = villages.slice(at, at + teamSize).map(({ code }) => code);
    const superior = korcam.get(String(team[0]).slice(0, 7));
    const number = at / teamSize + 1;
    yield `${msisdn(2, number)},Contoh Pengawas ${number},pengawas,${team.join('|')},${superior},id`;
  }
  for (const [at, { code }] of villages.entries()) {
    const superior = msisdn(2, Math.floor(at / teamSize) + 1);
    yield `${msisdn(1, at + 1)},Contoh Enumerator ${at + 1},enumerator,${code},${superior},`;
  }
}

const badOfficers = [
  'bukan nomor,Contoh Salah,enumerator,1101010001,,',
  '+628129#,,enumerator,1101010001,,',
  '+628129#,Contoh Salah,petugas,1101010001,,',
  '+628129#,Contoh Salah,enumerator,9999999999,,',
  '+628129#,Contoh Salah,enumerator,,,',
  '+628129#,Contoh Salah,enumerator,1101010001,+6281299999999,',
  '+628129#,Contoh Salah,enumerator,1101010001,+6281210000001,',
];

const mostMembers = 9;

/** Households of all villages by turns of a village, with how many members each has. */
function* households(
  { villages }: Places,
  count: number,
  random: Random,
): Generator<{ idbdt: string; number: number; members: number }> {
  for (const [at, { code }] of villages.entries()) {
    const first = Math.ceil((at * count) / villages.length);
    const next = Math.ceil(((at + 1) * count) / villages.length);
    for (let number = first; number < next; number += 1) {
      const members = random.integer(1, mostMembers);
      yield { idbdt: code + digits(number - first + 1, 6), number: number + 1, members };
    }
  }
}

function* householdRows(places: Places, count: number, random: Random): Generator<string> {
  for (const { idbdt, number, members } of households(places, count, random)) {
    yield `${idbdt},Contoh Kepala ${number},Jalan Contoh ${number % 99},RT Contoh ${number % 9},,${members}`;
  }
}

const badHouseholds = [
  '11010100010001,Contoh Salah,,,,3',
  '1101010001900000,Contoh Salah,,,,0',
  '9999999999000001,Contoh Salah,,,,3',
  '1101010001900001,Contoh Salah,,,123,3',
  '1101010001900002,"Contoh Salah,,,,3',
];

/** The head and the others of every household, without NIK: whom nobody has asked yet has none. */
function* memberRows(places: Places, count: number, random: Random): Generator<string> {
  for (const { idbdt, number, members } of households(places, count, random)) {
    yield `${idbdt},1,Contoh Kepala ${number},,1,,1`;
    for (let member = 2; member <= members; member += 1) {
      yield `${idbdt},${member},Contoh Anggota ${member},,${1 + (member % 2)},,${member === 2 ? 2 : 3}`;
    }
  }
}

const badMembers = [
  '11010100010001,1,Contoh Salah,,1,,1',
  '1101010001000001,0,Contoh Salah,,1,,1',
  '1101010001000001,98,Contoh Salah,,3,,1',
  '9999999999000001,1,Contoh Salah,,1,,1',
  '1101010001000001,97,Contoh Salah,,1,1990-02-31,1',
];
