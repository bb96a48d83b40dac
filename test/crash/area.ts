import { checkDigits } from '../../src/domain/identity/check-digits.ts';

export interface TestOfficer {
  /** E.164 with the plus. */
  readonly msisdn: string;
  /** BPS code, 10 digits. */
  readonly village: string;
}

export interface TestHousehold {
  readonly idbdt: string;
  readonly officer: TestOfficer;
  readonly headName: string;
  readonly address: string;
  readonly slsName: string;
  readonly memberCount: number;
}

/** The area that the traffic is about; every name in it is made up. */
export interface TestArea {
  readonly officers: readonly TestOfficer[];
  readonly households: readonly TestHousehold[];
}

const officerCount = 10;
const subDistrict = '9415010';

/** Ten enumerators with one village each, and at least `count` households, spread evenly. */
export function makeArea(count: number): TestArea {
  const officers = Array.from({ length: officerCount }, (_, index) => ({
    msisdn: `+62812000010${String(index + 1).padStart(2, '0')}`,
    village: subDistrict + String(index + 1).padStart(3, '0'),
  }));
  const perVillage = Math.ceil(count / officerCount);
  const households = officers.flatMap((officer) =>
    Array.from({ length: perVillage }, (_, index) => household(officer, index + 1)),
  );
  return { officers, households };
}

/** Serial and check digits, as printed on the card: `7-16`. */
export function cardReference({ idbdt }: TestHousehold): { readonly serial: string; readonly check: string } {
  return { serial: String(Number(idbdt.slice(10))), check: checkDigits(idbdt) };
}

/** The area as the CSV files of `kentongan import`. */
export function areaFiles({ officers, households }: TestArea) {
  const villages = officers.map(({ village }, index) => `${village},,Desa Contoh ${index + 1},desa`);
  return {
    areas: csv('kode_bps,kode_kemendagri,nama,tingkat', [
      '94,,Provinsi Contoh,provinsi',
      '9415,,Kabupaten Contoh,kabupaten',
      `${subDistrict},,Kecamatan Contoh,kecamatan`,
      ...villages,
    ]),
    officers: csv(
      'msisdn,nama,peran,wilayah,atasan,bahasa',
      officers.map(
        ({ msisdn, village }, index) => `${msisdn},Petugas Contoh ${index + 1},enumerator,${village},,id`,
      ),
    ),
    prelist: csv(
      'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART',
      households.map((one) =>
        [one.idbdt, one.headName, one.address, one.slsName, '', String(one.memberCount)].join(','),
      ),
    ),
  } as const;
}

function household(officer: TestOfficer, serial: number): TestHousehold {
  return {
    idbdt: officer.village + String(serial).padStart(6, '0'),
    officer,
    headName: `Kepala Contoh ${serial}`,
    address: `Jalan Contoh ${serial}`,
    slsName: `RT ${1 + (serial % 9)}`,
    memberCount: 1 + (serial % 9),
  };
}

function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
