import type { Language } from '../instrument/types.ts';
import { formatMessage, type Messages } from '../messages.ts';
import { carry, regroup } from '../sms/carried.ts';
import { cutToSeptets } from '../sms/gsm7.ts';
import { segmentCount } from '../sms/segments.ts';

/** What came of an officer's reports in one day. */
export interface DayFigures {
  readonly accepted: number;
  readonly held: number;
  /** Asked back or refused: something is to be sent again. */
  readonly toMend: number;
}

/** How many households a place has, and how many of them were visited. */
export interface Coverage {
  readonly target: number;
  readonly visited: number;
}

/** An enumerator as the superior's digest sees them. */
export interface MemberDay extends DayFigures {
  readonly name: string;
  /** Whether any message of theirs came today. */
  readonly isHeard: boolean;
  readonly left: number;
}

/** How a text is said: in a language, with the shipped messages. */
export interface Speech {
  readonly messages: Messages;
  readonly language: Language;
}

/** As much of a name as a message of several can spare. */
const nameSeptets = 20;

/** Households that nobody has visited yet. */
export function leftOf({ target, visited }: Coverage): number {
  return Math.max(0, target - visited);
}

/** The evening's figures for an enumerator; null for one who sent nothing: there is nothing to say. */
export function enumeratorDigest(speech: Speech, day: DayFigures, left: number): string | null {
  if (!hasReports(day)) return null;
  return say(speech, left === 0 ? 'digest.enumerator-done' : 'digest.enumerator', { ...figures(day), left });
}

/** The evening's figures for a supervisor; null where nobody sent anything and nobody has anything left to do. */
export function teamDigest(speech: Speech, team: readonly MemberDay[]): string | null {
  const day = sumOf(team);
  const silent = team.filter(isSilent).map(({ name }) => name);
  if (silent.length === 0) return hasReports(day) ? say(speech, 'digest.team', figures(day)) : null;
  return sayNames(speech, 'digest.team-silent', silent, figures(day));
}

/** The evening's figures for a coordinator of an area and perhaps others; null as for a supervisor. */
export function areaDigest(
  speech: Speech,
  area: { readonly name: string; readonly others: number },
  { target, visited }: Coverage,
  team: readonly MemberDay[],
): string | null {
  const day = sumOf(team);
  const silent = team.filter(isSilent).length;
  if (silent === 0 && !hasReports(day)) return null;
  const others = area.others === 0 ? '' : ` +${area.others}`;
  const values = { area: shortName(area.name) + others, ...figures(day), target, visited, silent };
  return say(speech, silent === 0 ? 'digest.area' : 'digest.area-silent', values);
}

/** Word of officers who have households left and of whom nothing came for some days. */
export function silenceAlert(speech: Speech, names: readonly string[], days: number): string {
  return sayNames(speech, 'alert.silent', names, { days });
}

/** Reminds of an unfinished form. `reference` is null for one that has no household yet. */
export function draftReminder(
  speech: Speech,
  form: string,
  reference: string | null,
  others: number,
): string {
  const more = others === 0 ? '' : say(speech, 'reminder.more', { count: others });
  if (reference === null) return say(speech, 'reminder.draft-new', { form, more });
  return say(speech, 'reminder.draft', { form, reference, more });
}

function hasReports({ accepted, held, toMend }: DayFigures): boolean {
  return accepted + held + toMend > 0;
}

function isSilent({ isHeard, left }: MemberDay): boolean {
  return !isHeard && left > 0;
}

function sumOf(team: readonly DayFigures[]): DayFigures {
  const total = (of: (day: DayFigures) => number) => team.reduce((sum, day) => sum + of(day), 0);
  return {
    accepted: total(({ accepted }) => accepted),
    held: total(({ held }) => held),
    toMend: total(({ toMend }) => toMend),
  };
}

function figures({ accepted, held, toMend }: DayFigures) {
  return { accepted, held, mend: toMend };
}

function shortName(name: string): string {
  return cutToSeptets(carry(name).trim(), nameSeptets).trimEnd();
}

/** Names as many as one segment holds, `Satu, Dua +3`; their number where it holds none. */
function sayNames(
  speech: Speech,
  key: string,
  names: readonly string[],
  values: Readonly<Record<string, string | number>>,
): string {
  const short = names.map(shortName);
  for (let shown = short.length; shown > 0; shown -= 1) {
    const rest = short.length - shown;
    const list = short.slice(0, shown).join(', ') + (rest === 0 ? '' : ` +${rest}`);
    const text = say(speech, key, { ...values, names: list });
    if (segmentCount(text) === 1) return text;
  }
  return say(speech, key, { ...values, names: say(speech, 'digest.officers', { count: short.length }) });
}

function say(
  { messages, language }: Speech,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return regroup(formatMessage(messages, language, key, values));
}
