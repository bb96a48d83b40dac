import type { Instrument } from '../instrument/instrument.ts';
import { memberColumns } from './columns.ts';
import type { RecordRow } from './types.ts';

/** Whether a member counts: reported, and living in the household. A copy of the prelist counts for nothing. */
export function isPresent(instrument: Instrument, member: RecordRow): boolean {
  const presence = member[memberColumns.presence];
  return typeof presence === 'number' && instrument.mapping.present.has(presence);
}
