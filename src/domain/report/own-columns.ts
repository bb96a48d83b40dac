import type { Instrument } from '../instrument/instrument.ts';
import { progressColumns } from './progress-columns.ts';
import type { RecordRow } from './types.ts';

/** Columns beside the instrument's that reports write. */
export const writtenColumns: ReadonlySet<string> = new Set<string>([
  'row_status',
  'status',
  'stereotype',
  'foto_tertunda',
  'capped',
  'codebook_version',
  'sumber_data',
  'uploaded_by',
  'revisi',
  'report_id',
  'updated_at',
  ...progressColumns,
]);

/** The store's own columns of a row, which no report writes: the percentile, the place, ids of other systems. */
export function ownColumns(instrument: Instrument, row: RecordRow): RecordRow {
  const copies = new Set(instrument.mapping.copies.map(([to]) => to));
  const isWritten = (column: string) =>
    instrument.items.has(column) || writtenColumns.has(column) || copies.has(column);
  return Object.fromEntries(Object.entries(row).filter(([column]) => !isWritten(column)));
}
