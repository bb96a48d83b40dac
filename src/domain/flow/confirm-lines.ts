import type { Item } from '../instrument/instrument.ts';
import type { Answers } from '../instrument/types.ts';
import type { Verdict } from '../report/types.ts';
import { claimKeys, claimLines, longestClaimLines } from './claim-lines.ts';
import { answersBefore } from './form-answers.ts';
import { pairsIn } from './mended.ts';
import type { View } from './node-type.ts';
import { preview } from './preview.ts';
import type { OpenForm } from './state.ts';
import { shortened } from './typed.ts';
import { answerText, longestAnswer, say } from './words.ts';

export const confirmKeys = [
  'screen.confirm.held',
  'screen.confirm.asked',
  'screen.confirm.cleared',
  ...claimKeys,
];

/** Longest written answer on a screen. */
const writtenSeptets = 40;

/** Longest reason of a list, and of an item by its number and label. */
const reasonSeptets = 50;

/** Whether a form is handed in as text, and so can be read beforehand. */
export function isSentAsText({ form }: Pick<OpenForm, 'form'>): boolean {
  return form !== 'V' && form !== 'RT';
}

/** What of an open form is shown once more, line by line. */
export function confirmLines(view: View, open: OpenForm, facts: readonly string[]): string[] {
  const items = facts.flatMap((column) => view.instrument.items.get(column) ?? []);
  if (open.form === 'BARU') return ['head', 'address'].map((part) => written(open.digits[part] ?? ''));
  if (open.form === 'BATAL') return [];
  if (open.form === 'TOLAK') return [open.digits.reason ?? ''];
  if (open.form === 'LAPOR') return claimLines(view, open);
  if (open.form === 'PERIKSA') return backCheckLines(view, open);
  if (open.form === 'LATIH' || !isSentAsText(open)) {
    const answers = answersBefore(view.instrument, open, null, view.beganAt);
    return items.map((item) => line(view, item, answers));
  }
  const verdict = preview(view, open);
  const answers = answersIn(verdict);
  const told =
    open.form === 'F' ? mendedLines(view, answers) : items.map((item) => line(view, item, answers));
  return [...told, ...warning(view, verdict)];
}

/** The longest that {@link confirmLines} can make of some items. */
export function longestConfirmLines(view: View, open: OpenForm, facts: readonly string[]): string[] {
  if (open.form === 'BARU') return Array<string>(2).fill('W'.repeat(writtenSeptets));
  if (open.form === 'TOLAK') return ['W'.repeat(reasonSeptets)];
  if (open.form === 'LAPOR') return longestClaimLines(view);
  if (open.form === 'PERIKSA') return longestBackCheckLines(view);
  const items = facts.flatMap((column) => view.instrument.items.get(column) ?? []);
  const { language } = view.state;
  const isWarned = isSentAsText(open) && open.form !== 'BATAL' && open.form !== 'LATIH';
  const warned = isWarned ? [say(view, 'screen.confirm.held')] : [];
  return [...items.map((item) => `${item.short[language]}: ${longestAnswer(item, language)}`), ...warned];
}

function written(text: string): string {
  return shortened(text, writtenSeptets);
}

function backCheckLines(view: View, open: OpenForm): string[] {
  const { answered } = pairsIn(view.instrument, open);
  const answers: Answers = Object.fromEntries(
    answered.map((item) => {
      const typed = open.digits[item.column] ?? '';
      return [item.column, item.kind === 'code' ? Number(typed) : typed] as const;
    }),
  );
  return answered.map((item) => line(view, item, answers));
}

function longestBackCheckLines({ instrument, state }: View): string[] {
  const { language } = state;
  return instrument.mapping.backCheck.map(
    (item) => `${item.short[language]}: ${longestAnswer(item, language)}`,
  );
}

/** All answers of a report of one household, member, family or business. */
function answersIn({ report }: Verdict): Answers {
  if (report === null) return {};
  const [member] = report.members;
  const [family] = report.families;
  const [business] = report.businesses;
  return {
    ...report.answers,
    ...member?.answers,
    ...(family && { nuk: family.nuk, nokk: family.noKk }),
    ...(business && { no_urut_art: business.member, ...business.answers }),
  };
}

function mendedLines(view: View, answers: Answers): string[] {
  return [...view.instrument.items.values()]
    .filter(({ column }) => answers[column] !== undefined)
    .map((item) =>
      answers[item.column] === null
        ? say(view, 'screen.confirm.cleared', { label: item.short[view.state.language] })
        : line(view, item, answers),
    );
}

function line(view: View, item: Item, answers: Answers): string {
  const { language } = view.state;
  return `${item.short[language]}: ${answerText(item, answers[item.column] ?? null, language)}`;
}

/** What will come of it where it is not simply taken. */
function warning(view: View, verdict: Verdict): string[] {
  if (verdict.outcome === 'held') return [say(view, 'screen.confirm.held')];
  return verdict.outcome === 'ask' ? [say(view, 'screen.confirm.asked')] : [];
}
