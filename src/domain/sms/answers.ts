import type { Language } from '../instrument/types.ts';
import { formatMessage, type Messages } from '../messages.ts';
import type { MessageCall, MessagePart } from '../report/types.ts';
import { carry, regroup } from './carried.ts';
import { cutToSeptets, septets } from './gsm7.ts';

const segmentSeptets = 160;

/** The most of a piece that a person typed which is said back; the rest they know. */
const typedSeptets = 20;

/**
 * Values that give way when an answer is too long for its segment, the first to go first. Of a list, the last
 * ones go, the first stays; a text is cut and marked. All other values and the template's own words stay whole.
 */
const givingWay = [
  'facts',
  'repairs',
  'list',
  'questions',
  'label',
  'help',
  'head',
  'name',
  'reason',
  'typed',
] as const;

/** Most septets that a value may take, by its name. */
type Limits = ReadonlyMap<string, number>;

/** One way to fill an answer, and how long each value came out. */
interface Filling {
  readonly messages: Messages;
  readonly language: Language;
  readonly limits: Limits;
  /** Longest text of each value, in septets. */
  readonly lengths: Map<string, number>;
}

/**
 * Renders an answer as one segment: at most 160 septets of GSM-7, no run of more than three digits, carried text
 * shortened or dropped where it must.
 *
 * @throws Error for an unknown key or a placeholder without value: faults of ours.
 */
export function renderAnswer(messages: Messages, language: Language, call: MessageCall): string {
  const limits = new Map<string, number>([['typed', typedSeptets]]);
  const lengths = new Map<string, number>();
  const filling = { messages, language, limits, lengths };
  const render = () => {
    lengths.clear();
    return regroup(tidy(fill(filling, call)));
  };
  let text = render();
  for (const name of givingWay) {
    const over = septets(text) - segmentSeptets;
    if (over <= 0) return text;
    const length = lengths.get(name);
    if (length === undefined) continue;
    limits.set(name, Math.max(0, length - over));
    text = render();
  }
  return text;
}

function fill(filling: Filling, { key, values, parts = {} }: MessageCall): string {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    filled[name] = note(filling, name, joinWithin([carry(String(value))], filling.limits.get(name)));
  }
  for (const [name, part] of Object.entries(parts)) {
    const list = isList(part) ? part : [part];
    const texts = list.map((one) => fillPart(filling, one));
    filled[name] = note(filling, name, joinWithin(texts, filling.limits.get(name)));
  }
  return formatMessage(filling.messages, filling.language, key, filled);
}

function fillPart(filling: Filling, part: MessagePart): string {
  return 'key' in part ? fill(filling, part) : carry(part[filling.language]);
}

function note({ lengths }: Filling, name: string, text: string): string {
  lengths.set(name, Math.max(lengths.get(name) ?? 0, septets(text)));
  return text;
}

/** Joins texts into at most so many septets: whole ones first, the first one cut where not even it fits. */
function joinWithin(texts: readonly string[], limit = Number.POSITIVE_INFINITY): string {
  let joined = texts[0] ?? '';
  if (septets(joined) > limit) return cut(joined, limit);
  for (const text of texts.slice(1)) {
    const longer = `${joined}, ${text}`;
    if (septets(longer) > limit) return joined;
    joined = longer;
  }
  return joined;
}

function cut(text: string, limit: number): string {
  const mark = '..';
  return limit <= mark.length ? '' : cutToSeptets(text, limit - mark.length).trimEnd() + mark;
}

/** Closes the gaps that dropped values leave. */
function tidy(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.,:])/g, '')
    .replace(/[:,](?=\.(?:\s|$))/g, '')
    .trim();
}

function isList(part: MessagePart | readonly MessagePart[]): part is readonly MessagePart[] {
  return Array.isArray(part);
}
