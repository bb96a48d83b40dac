import { z } from 'zod';
import type { Language } from './instrument/types.ts';

/** Every text a person reads, by language and dotted key: `answer.accepted`, `screen.menu.title`. */
export type Messages = Readonly<Record<Language, ReadonlyMap<string, string>>>;

const Tree: z.ZodType<MessageTree> = z.lazy(() => z.record(z.string(), z.union([z.string(), Tree])));
interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

/**
 * Reads the message files.
 *
 * @throws Error that lists every key that one language lacks and every placeholder that differs.
 */
export function parseMessages(data: Readonly<Record<Language, unknown>>): Messages {
  const messages = { id: flatten(Tree.parse(data.id)), en: flatten(Tree.parse(data.en)) };
  const problems = [...missing(messages, 'id', 'en'), ...missing(messages, 'en', 'id')];
  if (problems.length > 0) throw new Error(`The message files differ: ${problems.join('; ')}`);
  return messages;
}

/**
 * Fills a message's placeholders, `{name}`.
 *
 * @throws Error for an unknown key or a placeholder without value: both are faults of ours.
 */
export function formatMessage(
  messages: Messages,
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const template = messages[language].get(key);
  if (template === undefined) throw new Error(`No message ${key} in ${language}`);
  const pieces = piecesOf(template);
  let text = pieces[0] ?? '';
  for (let at = 1; at < pieces.length; at += 2) {
    const name = pieces[at] ?? '';
    const value = values[name];
    if (value === undefined) throw new Error(`Message ${key} lacks a value for ${name}`);
    text += String(value) + (pieces[at + 1] ?? '');
  }
  return text;
}

const piecesByTemplate = new Map<string, readonly string[]>();

/** A template taken apart: text, name, text, name … Each screen fills several, so it is done once for each. */
function piecesOf(template: string): readonly string[] {
  const known = piecesByTemplate.get(template);
  if (known !== undefined) return known;
  const pieces = template.split(/\{(\w+)\}/);
  piecesByTemplate.set(template, pieces);
  return pieces;
}

/** Names of the placeholders of a template, sorted. */
export function placeholders(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

function flatten(tree: MessageTree, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, into);
  }
  return into;
}

function missing(messages: Messages, from: Language, to: Language): string[] {
  return [...messages[from]].flatMap(([key, template]) => {
    const other = messages[to].get(key);
    if (other === undefined) return [`${key} is missing in ${to}`];
    const same = placeholders(template).join() === placeholders(other).join();
    return same || from === 'en' ? [] : [`${key} has other placeholders in ${to}`];
  });
}
