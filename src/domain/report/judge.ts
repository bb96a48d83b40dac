import { localDay } from '../identity/time-zone.ts';
import type { Form, Instrument, Item } from '../instrument/instrument.ts';
import type { Answer, Answers, Problem } from '../instrument/types.ts';
import type { Officer } from '../workflow/officer.ts';
import type { HouseholdFacts, Outcome, QuestionKind, RecordRow, Repair } from './types.ts';

/** A visit longer ago than this is asked back. */
const oldVisitDays = 60;
const dayMs = 86_400_000;

/** A report that was read in exactly one way and breaks no `reject` rule, with what is known around it. */
export interface JudgeInput {
  readonly instrument: Instrument;
  readonly form: Form;
  readonly idbdt: string;
  readonly answers: Answers;
  readonly capped: readonly string[];
  /** Rules of severity `warn` and `flag` that it breaks; they never stop it. */
  readonly remarks: readonly Problem[];
  readonly officer: Officer;
  /** Undefined where no prelist and no record has the household. */
  readonly household: HouseholdFacts | undefined;
  /** IDBDT of the other household, null where the report names none. */
  readonly partner: string | null;
  readonly partnerHousehold: HouseholdFacts | undefined;
  /** Whether each reference came with its check digits. */
  readonly hasCheckDigits: boolean;
  readonly repairs: readonly Repair[];
  readonly isPractice: boolean;
  readonly receivedAt: Date;
}

/** Why a report of a household is refused whatever it says. */
export type Refusal = 'other-area' | 'unknown-household' | 'own-partner' | 'unknown-partner';

export interface Judgement {
  readonly outcome: Extract<Outcome, 'accepted' | 'repaired' | 'ask' | 'rejected'>;
  readonly reason: Refusal | null;
  /** Why it is asked back, the most telling first; empty unless the outcome is `ask`. */
  readonly questions: readonly QuestionKind[];
  readonly problems: readonly Problem[];
  /** Whether the same officer has reported just this before. */
  readonly isUnchanged: boolean;
}

/** Decides what comes of a report, whichever way it came. Practice is never asked back. */
export function judge(input: JudgeInput): Judgement {
  const { officer, household, idbdt, remarks } = input;
  const settled = { reason: null, questions: [], problems: remarks, isUnchanged: false };
  const reason = refusalOf(officer, idbdt, household) ?? partnerRefusal(input);
  if (reason !== null) return { ...settled, outcome: 'rejected', reason };
  const outcome = input.repairs.length > 0 ? 'repaired' : 'accepted';
  if (input.isPractice) return { ...settled, outcome };
  const questions = questionsOf(input);
  if (questions.length > 0) return { ...settled, outcome: 'ask', questions };
  return { ...settled, outcome, isUnchanged: isUnchanged(input) };
}

/** Why an officer can't report this household, or null. */
export function refusalOf(
  officer: Officer,
  idbdt: string,
  household: HouseholdFacts | undefined,
): Extract<Refusal, 'other-area' | 'unknown-household'> | null {
  if (!coversHousehold(officer, idbdt)) return 'other-area';
  return household === undefined ? 'unknown-household' : null;
}

/** Whether a household lies in one of the officer's areas: an area's code starts the codes of all that is in it. */
export function coversHousehold(officer: Officer, idbdt: string): boolean {
  return officer.areas.some((area) => idbdt.startsWith(area));
}

function partnerRefusal({ partner, partnerHousehold, idbdt }: JudgeInput): Refusal | null {
  if (partner === null) return null;
  if (partner === idbdt) return 'own-partner';
  return partnerHousehold === undefined ? 'unknown-partner' : null;
}

function questionsOf(input: JudgeInput): QuestionKind[] {
  const { household, officer } = input;
  const lastOfficerId = household?.lastOfficerId ?? null;
  const doubts: readonly (readonly [QuestionKind, boolean])[] = [
    ['reference-without-check', !input.hasCheckDigits],
    ['other-officer', lastOfficerId !== null && lastOfficerId !== officer.id],
    ['large-change', isLargeChange(input)],
    ['old-date', isOldVisit(input)],
  ];
  return doubts.flatMap(([kind, holds]) => (holds ? [kind] : []));
}

/** Whether more than half of the answers, old and new, differ from a report of the same form before. */
function isLargeChange({ form, answers, household }: JudgeInput): boolean {
  const record = household?.record ?? null;
  if (record === null || !wasReported(form, record)) return false;
  const columns = itemsOf(form).map((item) => item.column);
  const answered = columns.filter((column) => !isBlank(answers[column]) || !isBlank(record[column]));
  const changed = answered.filter((column) => !isSame(answers[column], record[column]));
  return changed.length * 2 > answered.length;
}

function isUnchanged({ form, answers, household, officer }: JudgeInput): boolean {
  const record = household?.record ?? null;
  if (record === null || household?.lastOfficerId !== officer.id) return false;
  const items = form.partner === null ? itemsOf(form) : [...itemsOf(form), form.partner];
  return wasReported(form, record) && items.every(({ column }) => isSame(answers[column], record[column]));
}

/** Whether a record holds a report of this form: what the form always asks has an answer. */
function wasReported(form: Form, record: RecordRow): boolean {
  return itemsOf(form).every((item) => item.askedIf !== null || !isBlank(record[item.column]));
}

/** Whether the visit was more than 60 days before the day of receipt in the village. */
function isOldVisit({ form, answers, idbdt, receivedAt }: JudgeInput): boolean {
  const today = Date.parse(localDay(receivedAt, idbdt));
  return itemsOf(form)
    .filter((item) => item.kind === 'date')
    .some((item) => today - Date.parse(String(answers[item.column])) > oldVisitDays * dayMs);
}

function itemsOf(form: Form): Item[] {
  return form.blocks.flatMap((block) => block.items);
}

type Stored = Answer | readonly string[] | undefined;

function isBlank(value: Stored): boolean {
  return value === undefined || value === null;
}

/** A store may give a number as text: values are the same when they are written the same. */
function isSame(one: Stored, other: Stored): boolean {
  return isBlank(one) || isBlank(other) ? isBlank(one) && isBlank(other) : String(one) === String(other);
}
