import type { Verdict } from '../domain/report/types.ts';
import { decodeText } from '../domain/sms/decode.ts';
import { type HandSplitPart, joinParts, readPart } from '../domain/sms/parts.ts';
import { say } from '../domain/sms/verdicts.ts';
import type { ClaimedMessage, NewPart, WaitingPart } from '../ports.ts';

/** How long parts wait for each other. */
const partsWaitMs = 6 * 3_600_000;
/** Beyond this no message is read at all. */
const longestPart = 2_000;

/** What an SMS is to be read as, and which parts that waited for it are done with. */
export type SmsText =
  | { readonly kind: 'whole'; readonly text: string; readonly spent: readonly string[] }
  | { readonly kind: 'waiting'; readonly part: NewPart; readonly spent: readonly string[] }
  /** Another text came for the same part: which of them belongs to the others can't be told. */
  | { readonly kind: 'mixed'; readonly spent: readonly string[] };

export type JoinParts = (message: ClaimedMessage) => SmsText;

/** The part that an SMS is, null for a whole message. */
export function partOf(message: ClaimedMessage): HandSplitPart | null {
  if (message.kind !== 'sms') return null;
  const text = decodeText(message.raw);
  return text.length > longestPart ? null : readPart(text);
}

interface Part extends NewPart {
  readonly text: string;
}

/**
 * Makes the joiner of messages that their senders split by hand. It is given the messages of a batch in order, and
 * knows the parts that came before.
 */
export function makePartJoiner(waiting: readonly WaitingPart[]): JoinParts {
  const sets = new Map<string, readonly Part[]>();
  for (const known of waiting) {
    const text = readPart(decodeText(known.raw))?.text ?? '';
    sets.set(setOf(known), [...(sets.get(setOf(known)) ?? []), { ...known, text }]);
  }
  return (message) => {
    const read = partOf(message);
    if (read === null) return { kind: 'whole', text: decodeText(message.raw), spent: [] };
    const { id: inboxId, sender, receivedAt } = message;
    const part: Part = { inboxId, sender, receivedAt, ...read };
    const before = sets.get(setOf(part)) ?? [];
    const fresh = before.filter((other) => isNear(other, part));
    const sameNumber = fresh.filter((other) => other.part === part.part);
    sets.delete(setOf(part));
    if (sameNumber.some((other) => other.text !== part.text)) return { kind: 'mixed', spent: idsOf(before) };
    const parts = [...fresh.filter((other) => other.part !== part.part), part];
    if (parts.length === part.total) {
      const texts = parts.toSorted((one, other) => one.part - other.part).map(({ text }) => text);
      return { kind: 'whole', text: joinParts(texts), spent: idsOf(before) };
    }
    sets.set(setOf(part), parts);
    const { text: _, ...kept } = part;
    return { kind: 'waiting', part: kept, spent: idsOf(before.filter((other) => !parts.includes(other))) };
  };
}

/** A part alone says nothing yet and is not answered: its fellows are on their way. */
export const waitingVerdict: Verdict = {
  command: null,
  outcome: 'held',
  reason: 'part-of-message',
  idbdt: null,
  report: null,
  questions: [],
  problems: [],
  repairs: [],
  isPractice: false,
  answer: null,
  settles: null,
  officerChange: null,
};

export const mixedVerdict: Verdict = {
  ...waitingVerdict,
  outcome: 'rejected',
  reason: 'parts-mixed',
  answer: say('answer.parts-mixed'),
};

/** Parts of one message come from one number and agree on how many they are. */
function setOf({ sender, total }: Pick<NewPart, 'sender' | 'total'>): string {
  return `${sender} ${total}`;
}

function isNear(one: Part, other: Part): boolean {
  return Math.abs(one.receivedAt.getTime() - other.receivedAt.getTime()) <= partsWaitMs;
}

function idsOf(parts: readonly Part[]): string[] {
  return parts.map(({ inboxId }) => inboxId);
}
