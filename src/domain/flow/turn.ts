/** One dialogue within a network session, which can hold several. */
export interface DialogueId {
  readonly channel: string;
  readonly sessionId: string;
  readonly dialogue: number;
}

/**
 * How long a dialogue that has not ended is taken for the living one. Network sessions last some minutes; a
 * session id that comes again later is a new call.
 */
export const dialogueLifetimeMs = 15 * 60_000;

/** What is remembered of a dialogue to tell a repeated request from a new one. */
export interface Answered {
  readonly tokens: readonly string[];
  readonly turns: Readonly<Record<string, unknown>>;
  readonly hasEnded: boolean;
}

/** What a request is to a dialogue that is there. */
export type Turn = 'known' | 'last-screen' | 'new-dialogue' | 'after-end' | 'new-tokens';

/** Key of a turn within its session. */
export function turnKey(dialogue: number, tokens: readonly string[]): string {
  return `${dialogue}/${tokens.length}/${hashOf(tokens)}`;
}

/** Id of the submission that a dialogue's tokens led to; the same for every repetition of them. */
export function submissionId(sessionId: string, dialogue: number, tokens: readonly string[]): string {
  return `${sessionId}/${dialogue}/${hashOf(tokens)}`;
}

/** What the receipt of a message is made from: unique over all channels. */
export function receiptSeed(channel: string, providerId: string): string {
  return `${channel}/${providerId}`;
}

/**
 * Tells what a request is. A list that neither is known nor goes on from what was answered is the provider's
 * double start: it never moves the dialogue.
 */
export function turnOf(answered: Answered, tokens: readonly string[], key: string): Turn {
  if (answered.hasEnded && tokens.length === 0) return 'new-dialogue';
  if (Object.hasOwn(answered.turns, key)) return 'known';
  if (answered.hasEnded) return 'after-end';
  if (tokens.length <= answered.tokens.length) return 'last-screen';
  return answered.tokens.every((token, index) => token === tokens[index]) ? 'new-tokens' : 'last-screen';
}

/** 53 bits, well spread: cyrb53 of bryc (public domain) over the tokens and where each ends. */
function hashOf(tokens: readonly string[]): string {
  const text = tokens.join('*');
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
