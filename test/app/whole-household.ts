import { blocks } from './gateway.ts';

/**
 * A whole household as the tests enter it, and its records as somebody writes them down who has the paper form and
 * the code book in hand: nothing here is worked out by the product.
 */
export const card = '9999990101150001';

/** Members 1 to 3 are in the prelist, the fourth is not; the birth year of a NIK is no part of what is compared. */
const childNik = '9999990107150002';
export const digits = {
  head: '111140211050000207111040041122222',
  spouse: '212238211042000204822000000122222',
  son: '313115101030000104212000000121121',
  child: '313106102000000101102000000422222',
} as const;
export const childDigits = `${childNik}${digits.child}`;

/** The same, screen by screen: what is asked of each, and no more. */
export const guided = {
  // Head 1, family 1, head 1, man, 40, married, certificate, on the card, papers 1+4, no disability, no illness,
  // no longer at school, senior high, grade 1, primary; works 40 hours, capture fishery, on his own; lives there.
  head: [
    ...['1', '1', '1', '1', '40', '2', '1', '1', '05', '00', '0', '2', '07', '1', '1'],
    ...['1', '040', '04', '1', '1', '2', '2', '2', '2', '2'],
  ],
  // A woman of 38, married: whether she is pregnant is asked; what is asked of who works is not.
  spouse: [
    ...['2', '1', '2', '2', '38', '2', '1', '1', '04', '2', '00', '0', '2', '04', '8', '2'],
    ...['2', '1', '2', '2', '2', '2', '2'],
  ],
} as const;

const idle = { Sta_Bekerja: 2, Jumlah_jamkerja: null, Lapangan_usaha: null, Status_pekerjaan: null };
const aided = { Ada_kks: 2, Ada_pbi: 2, Ada_kip: 2, Ada_pkh: 2, Ada_rastra: 2 };
const healthy = { Jenis_cacat: 0, Penyakit_kronis: 0 };

export const expectedMembers = [
  {
    no_urut: 1,
    NIK: null,
    Hub_KRT: 1,
    NUK: 1,
    Hubkel: 1,
    JnsKel: 1,
    Umur: 40,
    Sta_kawin: 2,
    Ada_akta_nikah: 1,
    Ada_diKK: 1,
    Ada_kartu_identitas: 5,
    Sta_hamil: null,
    ...healthy,
    Partisipasi_sekolah: 2,
    Pendidikan_tertinggi: 7,
    Kelas_tertinggi: 1,
    Ijazah_tertinggi: 1,
    Sta_Bekerja: 1,
    Jumlah_jamkerja: 40,
    Lapangan_usaha: 4,
    Status_pekerjaan: 1,
    Sta_keberadaan_art: 1,
    ...aided,
    row_status: 'ACTIVE',
  },
  {
    no_urut: 2,
    Nama: 'Anggota Dua',
    NIK: null,
    Hub_KRT: 2,
    NUK: 1,
    Hubkel: 2,
    JnsKel: 2,
    Umur: 38,
    Sta_kawin: 2,
    Ada_akta_nikah: 1,
    Ada_diKK: 1,
    Ada_kartu_identitas: 4,
    Sta_hamil: 2,
    ...healthy,
    Partisipasi_sekolah: 2,
    Pendidikan_tertinggi: 4,
    Kelas_tertinggi: 8,
    Ijazah_tertinggi: 2,
    ...idle,
    Sta_keberadaan_art: 1,
    ...aided,
    row_status: 'ACTIVE',
  },
  {
    no_urut: 3,
    Nama: 'Anggota Tiga',
    NIK: null,
    Hub_KRT: 3,
    NUK: 1,
    Hubkel: 3,
    JnsKel: 1,
    Umur: 15,
    Sta_kawin: 1,
    Ada_akta_nikah: null,
    Ada_diKK: 1,
    Ada_kartu_identitas: 3,
    Sta_hamil: null,
    ...healthy,
    Partisipasi_sekolah: 1,
    Pendidikan_tertinggi: 4,
    Kelas_tertinggi: 2,
    Ijazah_tertinggi: 1,
    ...idle,
    Sta_keberadaan_art: 1,
    ...aided,
    Ada_pbi: 1,
    Ada_kip: 1,
    Ada_rastra: 1,
    row_status: 'ACTIVE',
  },
  {
    no_urut: 4,
    Nama: null,
    NIK: childNik,
    Hub_KRT: 3,
    NUK: 1,
    Hubkel: 3,
    JnsKel: 1,
    Umur: 6,
    Sta_kawin: 1,
    Ada_akta_nikah: null,
    Ada_diKK: 2,
    Ada_kartu_identitas: 0,
    Sta_hamil: null,
    ...healthy,
    Partisipasi_sekolah: 1,
    Pendidikan_tertinggi: 1,
    Kelas_tertinggi: 1,
    Ijazah_tertinggi: 0,
    ...idle,
    Sta_keberadaan_art: 4,
    ...aided,
    row_status: 'NEW',
  },
] as const;

/** What the household is worth a look for: its housing as typed, and where a finished visit without photos stands. */
export const expectedHousehold = {
  status_rumahtangga: 1,
  apakah_mampu: 2,
  hasil_verivali: 1,
  Jumlah_ART: 4,
  Jumlah_Keluarga: 1,
  lantai: 6,
  atap: 6,
  kondisi_atap: 1,
  sumber_airminum: 6,
  sta_kur: 1,
  capped: ['jumlah_kuda'],
  row_status: 'ACTIVE',
  status: '10',
  stereotype: 'VERIVALI-SURVEY',
  foto_tertunda: 9,
  codebook_version: 'dtks-2021.1',
};

export const expectedBusiness = {
  no_urut_art: 1,
  kode_lapangan_usaha: 4,
  jumlah_pekerja: 2,
  lokasi_usaha: 1,
  omset_usaha: 2,
};

/** The household's blocks screen by screen; of its housing all is asked. */
export const guidedHousehold = [
  ...piecesOf(blocks[0], [1, 1, 1, 4, 2, 1]),
  ...piecesOf(blocks[1], [1, 1, 3, 2, 1, 1, 2, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1]),
  // No land: its area is not asked, and its five zeros are not typed.
  ...piecesOf(blocks[2], [...Array<number>(16).fill(1), -5, 1, 2, 2, 2, 2, 2, 1]),
  ...piecesOf(blocks[3], Array<number>(9).fill(1)),
];

/** Cuts digits into pieces of these widths; of a negative width are those that nobody asks for. */
function piecesOf(typed: string | undefined, widths: readonly number[]): string[] {
  let offset = 0;
  return widths.flatMap((width) => {
    const start = offset;
    offset += Math.abs(width);
    return width < 0 ? [] : [(typed ?? '').slice(start, offset)];
  });
}
