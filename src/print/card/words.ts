import type { Language } from '../../domain/instrument/types.ts';

/** What the prelist card says. */
export interface CardWords {
  readonly title: string;
  readonly village: string;
  readonly officer: string;
  readonly households: (count: number) => string;
  readonly steps: (way: ReportingWay) => readonly string[];
  readonly reference: string;
  readonly head: string;
  readonly address: string;
  readonly memberCount: string;
  readonly members: string;
  readonly done: string;
  readonly receipt: string;
  readonly care: string;
}

/** How a report is sent, with the first household of the card as the example. */
export interface ReportingWay {
  /** Such as `*384*94#`. */
  readonly code: string;
  /** Null where it is to be written in by hand. */
  readonly number: string | null;
  /** Such as `7-16`. */
  readonly reference: string;
  /** The same with all its digits. */
  readonly long: string;
}

const blank = '____________________';

export const cardWords: Readonly<Record<Language, CardWords>> = {
  id: {
    title: 'Kartu daftar rumah tangga',
    village: 'Desa/kelurahan',
    officer: 'Petugas',
    households: (count) => `${count} rumah tangga`,
    steps: ({ code, number, reference, long }) => [
      `USSD: hubungi ${code}, pilih 1 hasil kunjungan atau 2 rumah tangga lengkap, ketik acuan (${reference}), lalu angka formulir.`,
      `SMS: ke ${number ?? blank}: kata kunci, acuan, angka formulir, misalnya RT ${reference} dan seterusnya. Petunjuk: BANTU.`,
      `Acuan: nomor urut, lalu 2 angka cek sesudah garis. Bila Anda bertugas di beberapa desa, tulis lengkap: ${long}.`,
    ],
    reference: 'Acuan',
    head: 'Kepala rumah tangga',
    address: 'Alamat, SLS',
    memberCount: 'ART',
    members: 'Anggota dalam daftar',
    done: 'Sudah dikirim',
    receipt: 'Bukti',
    care: 'Berisi data pribadi: simpan baik-baik, jangan disalin atau difoto.',
  },
  en: {
    title: 'Prelist card',
    village: 'Village',
    officer: 'Officer',
    households: (count) => `${count} ${count === 1 ? 'household' : 'households'}`,
    steps: ({ code, number, reference, long }) => [
      `USSD: dial ${code}, choose 1 visit result or 2 whole household, type the reference (${reference}), then the digits of the form.`,
      `SMS: to ${number ?? blank}: keyword, reference, digits of the form, such as RT ${reference} and so on. Help: BANTU.`,
      `Reference: serial, then 2 check digits after the dash. If you have several villages, write it whole: ${long}.`,
    ],
    reference: 'Reference',
    head: 'Head of household',
    address: 'Address, SLS',
    memberCount: 'Size',
    members: 'Members in the prelist',
    done: 'Sent',
    receipt: 'Receipt',
    care: 'Holds personal data: keep it safe, do not copy or photograph it.',
  },
};
