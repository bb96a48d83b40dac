import type { Answer } from '../../src/domain/instrument/types.ts';
import { formOf, instrument } from '../support/instrument.ts';
import type { Submission } from './traffic.ts';

export type Cell = Answer | readonly string[];

/** Columns that say who wrote a row and when; the ledger holds them against the report instead. */
export const provenanceColumns: ReadonlySet<string> = new Set([
  'report_id',
  'uploaded_by',
  'officer_id',
  'updated_at',
  'visited_on',
]);

const items = formOf('RT').blocks.flatMap((block) => block.items);

/**
 * The row of `dtks.udrt` that a submission must have become: its answers, what the prelist knew, and where a whole
 * household lands. Written out by hand, so that a fault of the translation shows. Any other column must be NULL.
 */
export function expectedRow({ way, household, answers }: Submission): Readonly<Record<string, Cell>> {
  const { idbdt, headName, address, slsName } = household;
  const capped = items.filter(({ cappedAt, column }) => cappedAt !== null && answers[column] === cappedAt);
  return {
    ...answers,
    IDBDT: idbdt,
    KDPROP: idbdt.slice(0, 2),
    KDKAB: idbdt.slice(2, 4),
    KDKEC: idbdt.slice(4, 7),
    KDDESA: idbdt.slice(7, 10),
    kodewilayah: idbdt.slice(0, 10),
    nourut_rt: idbdt.slice(10),
    Nama_KRT: headName,
    Alamat: address,
    Nama_SLS: slsName,
    id_periode: '2021',
    row_status: answers.status_rumahtangga === 4 ? 'NEW' : 'ACTIVE',
    status_kesejahteraan: answers.status_rumahtangga ?? null,
    status: '10',
    stereotype: 'VERIVALI-SURVEY',
    foto_tertunda: 9,
    sumber_data: way === 'sms' ? 'SMS' : 'USSD',
    capped: capped.map(({ column }) => column).sort(),
    codebook_version: instrument.version,
    revisi: 1,
  };
}
