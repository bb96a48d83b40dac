import { partsOfIdbdt } from '../identity/idbdt.ts';
import { isAsked } from '../instrument/digits.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import type { HouseholdFacts, HouseholdReport, RecordRow } from './types.ts';

/** Who reported, when and by which way; what a record keeps of it. */
export interface Provenance {
  readonly reportId: string;
  readonly officerId: number;
  readonly source: 'sms' | 'ussd';
  readonly at: Date;
}

export interface Translation {
  /** The whole household row as it stands after the report. */
  readonly row: RecordRow;
  /** Columns that the report changed, as they were; null where the household had no row. */
  readonly before: RecordRow | null;
  /** The same columns, as they are now. */
  readonly after: RecordRow;
}

/** Columns that change with every report and say nothing of the household. */
const bookkeeping = new Set(['revisi', 'report_id', 'updated_at', 'uploaded_by', 'sumber_data']);

/**
 * Lays a report over what is stored of its household: the row of `dtks.udrt` that results, and what changed.
 * Answers that are no longer asked, because an answer they hang on changed, become NULL.
 *
 * @returns null where the report changes nothing.
 */
export function translate(
  instrument: Instrument,
  report: HouseholdReport,
  household: HouseholdFacts,
  provenance: Provenance,
): Translation | null {
  const stored = household.record ?? prelistCopy(instrument, household);
  const answers = withoutUnasked(instrument, { ...answersIn(instrument, stored), ...report.answers });
  const content: Record<string, Answer | readonly string[]> = {
    ...stored,
    ...answers,
    ...derivedColumns(instrument, answers, stored),
    capped: mergeCapped(stored, report),
    codebook_version: instrument.version,
  };
  const changed = Object.keys(content).filter(
    (column) => !bookkeeping.has(column) && !isSame(stored[column] ?? null, content[column] ?? null),
  );
  if (household.record !== null && changed.length === 0) return null;
  const row: RecordRow = {
    ...content,
    sumber_data: instrument.mapping.sumberData[provenance.source],
    uploaded_by: String(provenance.officerId),
    revisi: household.revision + 1,
    report_id: provenance.reportId,
    updated_at: provenance.at.toISOString(),
  };
  return {
    row,
    before: household.record === null ? null : pick(stored, changed),
    after: pick(row, changed),
  };
}

/** The row of a household that nobody reported on yet: what the prelist says, everything else NULL. */
export function prelistCopy(instrument: Instrument, household: HouseholdFacts): RecordRow {
  const parts = partsOfIdbdt(household.idbdt);
  return {
    IDBDT: household.idbdt,
    KDPROP: parts.province,
    KDKAB: parts.regency,
    KDKEC: parts.subDistrict,
    KDDESA: parts.village,
    kodewilayah: household.village,
    nourut_rt: parts.serial,
    Nama_KRT: household.headName,
    Alamat: household.address,
    Nama_SLS: household.slsName,
    NOKK: household.noKk,
    id_periode: instrument.mapping.idPeriode,
    row_status: 'COPY',
    capped: [],
  };
}

function answersIn(instrument: Instrument, row: RecordRow): Answers {
  const answers: Record<string, Answer> = {};
  for (const column of instrument.items.keys()) {
    const value = row[column];
    if (value !== undefined && !Array.isArray(value)) answers[column] = value as Answer;
  }
  return answers;
}

function withoutUnasked(instrument: Instrument, answers: Answers): Answers {
  const kept: Record<string, Answer> = { ...answers };
  for (const column of Object.keys(kept)) {
    const item = instrument.items.get(column);
    if (item?.askedIf && kept[column] !== null && !isAsked(item, kept)) kept[column] = null;
  }
  return kept;
}

function derivedColumns(instrument: Instrument, answers: Answers, stored: RecordRow): Record<string, Answer> {
  const { mapping } = instrument;
  const derived: Record<string, Answer> = {};
  for (const [to, from] of mapping.copies) derived[to] = answers[from] ?? null;
  const rowStatus = mapping.rowStatus.get(Number(answers.status_rumahtangga));
  derived.row_status = rowStatus ?? (stored.row_status as string);
  const step = mapping.workflow.get(Number(answers.hasil_verivali));
  if (step) {
    derived.status = step.status;
    derived.stereotype = step.stereotype;
    derived.foto_tertunda = step.photosPending;
  }
  return derived;
}

function mergeCapped(stored: RecordRow, report: HouseholdReport): readonly string[] {
  const before = Array.isArray(stored.capped) ? (stored.capped as readonly string[]) : [];
  const kept = before.filter((column) => !(column in report.answers));
  return [...kept, ...report.capped].sort();
}

function isSame(a: RecordRow[string], b: RecordRow[string]): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.join() === b.join();
  return a === b;
}

function pick(row: RecordRow, columns: readonly string[]): RecordRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}
