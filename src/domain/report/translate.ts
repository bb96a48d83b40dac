import type { Instrument } from '../instrument/instrument.ts';
import { type Content, layReport, type Provenance, stampOf } from './lay-report.ts';
import { countReport } from './progress-columns.ts';
import { stateOf } from './record.ts';
import { settleChain } from './settle-chain.ts';
import { keepUnchanged, type Translation, translationOf } from './translation.ts';
import type { HouseholdFacts } from './types.ts';

export type { Provenance } from './lay-report.ts';
export type { Translation } from './translation.ts';

/**
 * Lays a report over what is stored of its household. Its rows carry the number of the new revision, rows that it
 * leaves as they were keep that of theirs.
 *
 * @returns null where the report changes nothing.
 */
export function translate(
  instrument: Instrument,
  report: Content,
  facts: HouseholdFacts,
  provenance: Provenance,
): Translation | null {
  const before = stateOf(facts);
  const stamp = stampOf(facts.revision + 1, provenance);
  const laid = layReport({ instrument, prelist: facts, provenance, stamp }, before, report);
  const after = settleChain(instrument, before, keepUnchanged(before, laid), stamp);
  return translationOf(before, countReport(instrument, facts.village, provenance, before, after));
}
