/** How large a made-up country is. */
export interface FieldSize {
  /** One a village. */
  readonly enumerators: number;
  readonly households: number;
}

/** What the programme of 2021 had. */
export const programme = {
  provinces: 34,
  regencies: 514,
  subDistricts: 7_242,
  enumerators: 83_395,
} as const;

/** A made-up area. Codes follow the rules of both lists and are of no real place below the province. */
export interface Place {
  readonly code: string;
  readonly kemendagri: string;
  readonly name: string;
  readonly level: 'provinsi' | 'kabupaten' | 'kecamatan' | 'desa';
}

/** The areas of each level, by code. */
export interface Places {
  readonly provinces: readonly Place[];
  readonly regencies: readonly Place[];
  readonly subDistricts: readonly Place[];
  readonly villages: readonly Place[];
}

/** BPS codes of the provinces of 2021, from the west: their first digits tell the time zone. */
const provinceCodes = [
  ...['11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '31', '32', '33', '34', '35', '36', '51'],
  ...['52', '53', '61', '62', '63', '64', '65', '71', '72', '73', '74', '75', '76', '81', '82', '91', '94'],
];
/** A small country has its three time zones too. */
const fewestAreas = 3;

/** Areas of every level, spread evenly, as many to each as the programme had. */
export function makePlaces({ enumerators }: FieldSize): Places {
  const share = enumerators / programme.enumerators;
  const scaled = (count: number) =>
    Math.min(count, enumerators, Math.max(fewestAreas, Math.round(count * share)));
  const provinces = below(null, scaled(programme.provinces), ({ at, of }) => {
    const code = provinceCodes[of === 1 ? 0 : Math.round((at * (provinceCodes.length - 1)) / (of - 1))] ?? '';
    return { code, kemendagri: code, name: `Provinsi Contoh ${at + 1}`, level: 'provinsi' };
  });
  const regencies = below(provinces, scaled(programme.regencies), ({ parent, within, of, at }) => ({
    code: parent.code + digits(within + 1, 2),
    // The other way round, so that many codes are another regency's in the other list.
    kemendagri: parent.kemendagri + digits(of - within, 2),
    name: `Kabupaten Contoh ${at + 1}`,
    level: 'kabupaten',
  }));
  const subDistricts = below(regencies, scaled(programme.subDistricts), ({ parent, within, at }) => ({
    code: parent.code + digits((within + 1) * 10, 3),
    kemendagri: parent.kemendagri + digits(within + 1, 2),
    name: `Distrik Contoh ${at + 1}`,
    level: 'kecamatan',
  }));
  const villages = below(subDistricts, enumerators, ({ parent, within, at }) => ({
    code: parent.code + digits(within + 1, 3),
    kemendagri: `${parent.kemendagri}2${digits(within + 1, 3)}`,
    name: `Kampung Contoh ${at + 1}`,
    level: 'desa',
  }));
  return { provinces, regencies, subDistricts, villages };
}

interface Position {
  readonly parent: Place;
  /** From 0, in all and below the parent. */
  readonly at: number;
  readonly within: number;
  /** How many the parent has. */
  readonly of: number;
}

const nation: Place = { code: '', kemendagri: '', name: '', level: 'provinsi' };

/** `count` areas, in order, each parent with as many as the next, one more or less. */
function below(
  parents: readonly Place[] | null,
  count: number,
  make: (position: Position) => Place,
): Place[] {
  const above = parents ?? [nation];
  return above.flatMap((parent, index) => {
    const first = Math.ceil((index * count) / above.length);
    const of = Math.ceil(((index + 1) * count) / above.length) - first;
    return Array.from({ length: of }, (_, within) => make({ parent, at: first + within, within, of }));
  });
}

export function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
