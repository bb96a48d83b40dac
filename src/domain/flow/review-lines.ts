import { villageOf } from '../identity/idbdt.ts';
import { maskName } from '../identity/mask-name.ts';
import { localDay } from '../identity/time-zone.ts';
import { formNumber, problemCall } from '../sms/problems.ts';
import type { DeskReport } from '../workflow/desk.ts';
import { areaOf } from './area-of.ts';
import { deskReportOf, deskStateKeys } from './desk-report.ts';
import { householdOf, needsHousehold } from './household-of.ts';
import { type Need, noNeed } from './need.ts';
import type { View } from './node-type.ts';
import { openFormOf } from './saved.ts';
import { waitingFor } from './standing.ts';
import type { EngineState, OpenForm } from './state.ts';
import { longestStoredLines, storedFacts, storedKeys, storedLines } from './stored-lines.ts';
import { dayMonth, householdLine, say, sayCall } from './words.ts';

export const reviewKeys = [
  'screen.review.why',
  'screen.review.because',
  'screen.review.gone',
  'screen.review.status',
  'screen.area.waiting',
  ...Object.values(deskStateKeys),
  ...storedKeys,
];

/** Needs the desk, the areas or the household, whichever an open form is about. */
export function needsOfReview(state: EngineState): Need {
  const { form } = state;
  if (form === null) return noNeed;
  if (form.digits.receipt !== undefined) return { households: [], officer: ['desk'] };
  return form.digits.area === undefined ? needsHousehold(state) : { households: [], officer: ['areas'] };
}

/** What is to be approved, line by line. */
export function reviewLines(view: View): string[] {
  const open = openFormOf(view);
  if (open.digits.receipt !== undefined) return reportLines(view, open);
  if (open.digits.area !== undefined) {
    const area = areaOf(view, open);
    if (area === null) return [open.head];
    return [open.head, say(view, 'screen.area.waiting', { count: waitingFor(view, area.byStatus) })];
  }
  const facts = householdOf(view);
  if (facts === null) return [householdLine(open)];
  const status = facts.record?.status;
  const step = typeof status === 'string' ? [say(view, 'screen.review.status', { status })] : [];
  return [...storedLines(view, storedFacts(facts)), ...step];
}

function reportLines(view: View, open: OpenForm): string[] {
  const report = deskReportOf(view, open);
  if (report === null) return [householdLine(open), say(view, 'screen.review.gone')];
  const { form, receivedAt, idbdt, officerName, state, problems, reason } = report;
  const day = dayMonth(localDay(receivedAt, villageOf(idbdt)));
  const name = maskName(officerName);
  return [
    `${householdLine(report)} ${form} ${day}`,
    say(view, 'screen.review.why', { name, why: say(view, deskStateKeys[state]) }),
    ...(reason === null ? [] : [say(view, 'screen.review.because', { reason })]),
    ...problems.map((problem) => sayCall(view, problemCall(view.instrument, problem))),
  ];
}

/** The longest of the lines that can't be told from the instrument's rules. */
export function longestReviewLines(view: View): string[] {
  return [...longestStoredLines(view), say(view, 'screen.review.status', { status: '88a' })];
}

/** The item that is to be mended, as the enumerator finds it on the form: `ART2 IV.8 Umur`. */
export function itemInTheWay({ instrument, state }: View, { problems }: DeskReport): string | null {
  const [problem] = problems;
  const item = problem?.column === undefined ? undefined : instrument.items.get(problem.column);
  if (problem === undefined || item === undefined) return null;
  return `${formNumber(item.number, item, problem.member)} ${item.short[state.language]}`;
}
