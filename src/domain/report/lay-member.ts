import { parseNik } from '../identity/nik.ts';
import { ageOn } from '../instrument/calendar.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { Answer, Answers } from '../instrument/types.ts';
import { memberColumns } from './columns.ts';
import { answersIn, cappedAfter, withoutUnasked } from './laid-answers.ts';
import { mergeColumns } from './merge-columns.ts';
import type { MemberAnswers, RecordRow } from './types.ts';

/** Ages by NIK and as told may be this far apart: birthdays, and ages counted in round years. */
export const ageToleranceYears = 1;

/**
 * The row of a member after a report on them, without its stamp. What the report doesn't say stays as it was: the
 * NIK of a member in the prelist, their name, their birthday.
 *
 * @param stored the row as it is, the prelist's copy for a member not reported yet, undefined for one not known.
 * @param receivedOn local day of receipt, `YYYY-MM-DD`.
 */
export function layMember(
  instrument: Instrument,
  idbdt: string,
  stored: RecordRow | undefined,
  reported: MemberAnswers,
  receivedOn: string,
): RecordRow {
  // Who is in no prelist is a proposal.
  const base = stored ?? { IDBDT: idbdt, no_urut: reported.number, row_status: 'NEW', capped: [] };
  const before = answersIn(instrument, 'udart', base);
  const answers = withoutUnasked(instrument, mergeColumns(before, reported.answers));
  const presence = Number(answers[memberColumns.presence]);
  return mergeColumns<RecordRow[string]>(base, answers, {
    [memberColumns.bornOn]: bornOnAfter(before, answers, reported.answers, receivedOn),
    row_status: instrument.mapping.memberRowStatus.get(presence) ?? base.row_status ?? null,
    capped: cappedAfter(base.capped, answers, reported),
    codebook_version: instrument.version,
  });
}

/**
 * The birthday is not typed, but a NIK holds it. It is taken from there where none is known, or where the one known
 * is that of the NIK before; and only while it agrees with the age as told: a NIK is kept for life, even a wrong one.
 */
function bornOnAfter(before: Answers, answers: Answers, reported: Answers, receivedOn: string): Answer {
  const { bornOn, nik, age } = memberColumns;
  const known = answers[bornOn] ?? null;
  if (bornOn in reported) return known;
  if (known !== null && known !== bornOnBy(before[nik], receivedOn)) return known;
  const byNik = bornOnBy(answers[nik], receivedOn);
  const told = answers[age];
  if (byNik === null || typeof told !== 'number') return known;
  return Math.abs(ageOn(byNik, receivedOn) - told) <= ageToleranceYears ? byNik : known;
}

function bornOnBy(nik: Answer | undefined, receivedOn: string): string | null {
  const parsed = typeof nik === 'string' ? parseNik(nik, receivedOn) : null;
  return parsed === null || typeof parsed === 'string' ? null : parsed.bornOn;
}
