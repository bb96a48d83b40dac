import type { Repair } from '../report/types.ts';
import { cleanText, isBroken } from './clean.ts';
import { commands } from './commands/index.ts';
import { type KeywordReading, readKeyword, type Word } from './keywords.ts';
import { type DigitText, readDigits, readHeadedText, signRepairs } from './tokens.ts';

/** Characters beyond which no message is read: ten segments hold 1,530. */
const longestMessage = 2_000;

/** The most of a first word that is kept to be named in an answer. */
const namedLength = 20;

/** Why a text cannot be read as a message at all. */
export type TextFault = 'empty' | 'too-long' | 'not-text';

/** A message as its text alone tells it, before anything is looked up. */
export interface ParsedMessage {
  readonly fault: TextFault | null;
  readonly isPractice: boolean;
  /** Keyword of the command, null where none was read. */
  readonly command: string | null;
  /** The first word as typed, shortened. */
  readonly typedKeyword: string;
  /** The text after the keyword as digits, or the digits that it begins with; empty where the command takes none. */
  readonly digits: DigitText;
  /** The text after the keyword as words, in capitals; empty unless the command takes words or nothing. */
  readonly words: readonly string[];
  /** Behind the digits as typed, where the command takes a text; all behind the keyword where it takes pairs. */
  readonly text: string;
  readonly repairs: readonly Repair[];
}

const practice: Word = {
  keyword: 'LATIH',
  takesGlued: (rest) => readKeyword(rest, commands)?.isRepaired === false,
};

const unread: ParsedMessage = {
  fault: null,
  isPractice: false,
  command: null,
  typedKeyword: '',
  digits: { digits: '', breaks: [], stray: null, repairs: [] },
  words: [],
  text: '',
  repairs: [],
};

/** Reads a message's text: practice prefix, keyword and body. Linear; never throws. */
export function parseMessage(text: string): ParsedMessage {
  if (text.length > longestMessage) return { ...unread, fault: 'too-long' };
  if (isBroken(text)) return { ...unread, fault: 'not-text' };
  return parseClean(cleanText(text), [...commands, practice]);
}

function parseClean(text: string, words: readonly Word[]): ParsedMessage {
  const first = /[\p{L}\p{N}\p{M}]+/u.exec(text);
  if (first === null) return { ...unread, fault: 'empty' };
  const repairs = signRepairs(text.slice(0, first.index));
  const reading = readKeyword(first[0], words);
  if (reading === null) return { ...unread, typedKeyword: first[0].slice(0, namedLength), repairs };
  const rest = text.slice(first.index + reading.typed.length);
  const soFar = reading.isRepaired ? [...repairs, keywordRepair(reading)] : repairs;
  if (reading.keyword === practice.keyword) {
    const practised = parseClean(rest, commands);
    return { ...practised, isPractice: true, repairs: merge(soFar, practised.repairs) };
  }
  return { ...unread, ...parseBody(reading.keyword, rest, soFar), typedKeyword: reading.typed };
}

function parseBody(keyword: string, text: string, before: readonly Repair[]) {
  const command = commands.find((known) => known.keyword === keyword);
  if (command?.body === 'digits') {
    const digits = readDigits(text);
    return { command: keyword, digits, repairs: merge(before, digits.repairs) };
  }
  if (command?.body === 'text') {
    const headed = readHeadedText(text);
    return { command: keyword, ...headed, repairs: merge(before, headed.digits.repairs) };
  }
  if (command?.body === 'pairs') return { command: keyword, text, repairs: before };
  const words = [...text.toUpperCase().matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([word]) => word);
  return { command: keyword, words, repairs: merge(before, signRepairs(text)) };
}

function keywordRepair({ typed, keyword }: KeywordReading): Repair {
  return { kind: 'keyword', typed, read: keyword };
}

function merge(before: readonly Repair[], after: readonly Repair[]): Repair[] {
  return [...new Map([...before, ...after].map((repair) => [repair.typed, repair])).values()];
}
