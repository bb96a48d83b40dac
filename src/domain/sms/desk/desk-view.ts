import { Submission } from '../../flow/submission.ts';
import type { Instrument } from '../../instrument/instrument.ts';
import type { Language, Problem } from '../../instrument/types.ts';
import type { Messages } from '../../messages.ts';
import type { RecordDiff, RowDiffs } from '../../report/diff.ts';
import { translate } from '../../report/translate.ts';
import type { HouseholdFacts, RecordRow, StoredReport } from '../../report/types.ts';
import { consoleChannel, DeskSubmission } from '../../workflow/desk-submission.ts';
import { renderAnswer } from '../answers.ts';
import { decodeText } from '../decode.ts';
import { type ExplainedToken, explainTokens } from '../explain.ts';
import { parseMessage } from '../parse.ts';
import { problemCall } from '../problems.ts';

/** What came, as a person reads it, and how the reader cut it. */
export interface ReadWords {
  readonly text: string;
  readonly tokens: readonly ExplainedToken[];
}

/** One column that a report changes or would change. */
export interface ChangedColumn {
  readonly table: string;
  /** Number of the member, family or business; null for the household. */
  readonly number: string | null;
  readonly column: string;
  /** The item's name, else the column's. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Shows what came by its channel and kind: a text and its pieces, or what was typed in a dialogue. Never throws. */
export function readWords(message: {
  readonly kind: 'sms' | 'ussd';
  readonly channel: string;
  readonly raw: Uint8Array;
}): ReadWords {
  const text = decodeText(message.raw);
  if (message.kind === 'sms') return { text, tokens: explainTokens(parseMessage(text)) };
  const data = jsonOf(text);
  if (message.channel === consoleChannel) {
    const act = DeskSubmission.safeParse(data);
    if (!act.success) return { text, tokens: [] };
    const typed = act.data.text ?? '';
    return { text: typed, tokens: act.data.act === 'mend' ? explainTokens(parseMessage(typed)) : [] };
  }
  const submission = Submission.safeParse(data);
  if (!submission.success) return { text, tokens: [] };
  const typed = submission.data.tokens.join('*');
  if ('text' in submission.data) {
    return { text: typed, tokens: explainTokens(parseMessage(submission.data.text)) };
  }
  const { form, idbdt, digits } = submission.data;
  const blocks = [idbdt, ...Object.values(digits)].filter((piece) => piece !== '');
  const tokens = blocks.map((piece) => ({ text: piece, as: 'digits' }) as const);
  return { text: typed, tokens: [{ text: form, as: 'keyword' }, ...tokens] };
}

/** A problem in words, as its sender would be told. */
export function problemText(
  { instrument, messages }: { readonly instrument: Instrument; readonly messages: Messages },
  language: Language,
  problem: Problem,
): string {
  return renderAnswer(messages, language, problemCall(instrument, problem));
}

/** What a report would change if it went to the records now; empty where nothing. */
export function wouldChange(
  instrument: Instrument,
  language: Language,
  { report, officerId, source, receivedAt }: StoredReport,
  household: HouseholdFacts,
): ChangedColumn[] {
  const provenance = { reportId: '0', officerId, source, at: receivedAt };
  const translation = translate(instrument, report, household, provenance);
  return translation ? changedColumns(instrument, language, translation) : [];
}

/** The two sides of a change, column by column. */
export function changedColumns(
  instrument: Instrument,
  language: Language,
  { before, after }: { readonly before: RecordDiff; readonly after: RecordDiff },
): ChangedColumn[] {
  const label = (column: string) => instrument.items.get(column)?.short[language] ?? column;
  const ofRow = (table: string, number: string | null, was?: RecordRow | null, is?: RecordRow | null) =>
    [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].map((column) => ({
      table,
      number,
      column,
      label: label(column),
      before: shown(was?.[column]),
      after: shown(is?.[column]),
    }));
  const ofRows = (table: string, was: RowDiffs = {}, is: RowDiffs = {}) =>
    [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((number) =>
      ofRow(table, number, was[number], is[number]),
    );
  return [
    ...ofRow('udrt', null, before.udrt, after.udrt),
    ...ofRows('udart', before.udart, after.udart),
    ...ofRows('kk', before.kk, after.kk),
    ...ofRows('usaha', before.usaha, after.usaha),
  ];
}

function shown(value: RecordRow[string] | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
