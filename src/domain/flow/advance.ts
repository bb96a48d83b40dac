import { receiptCode } from '../identity/receipt.ts';
import { type Flow, nodeNamed } from './definition.ts';
import type { Effect } from './effect.ts';
import { step } from './engine.ts';
import type { Facts } from './facts.ts';
import { mask } from './mask.ts';
import type { Need } from './need.ts';
import type { Submitting } from './node-type.ts';
import type { EngineState } from './state.ts';
import { type DialogueId, receiptSeed, submissionId } from './turn.ts';

/** [index of the token that a turn stopped at, number of tokens it carried] */
export type Stop = readonly [number, number];

export type Advanced =
  | {
      readonly state: EngineState;
      readonly effects: readonly Effect[];
      /** The stops known before and those of this turn. */
      readonly stops: readonly Stop[];
      readonly isEnd: boolean;
      /** How many tokens were taken or left out: all of them, or those of the turn that ended the dialogue. */
      readonly taken: number;
      /** All tokens as they may be kept, see {@link Transcript.kept}. */
      readonly kept: readonly string[];
    }
  | { readonly need: Need };

/** A list of tokens and where it stands. */
export interface Transcript {
  readonly id: DialogueId;
  readonly tokens: readonly string[];
  /** The tokens before `from` as they may be kept: a mask in the place of a secret and of what was left out. */
  readonly kept: readonly string[];
  /** Tokens before it were answered already. */
  readonly from: number;
  /** Stops of earlier turns. */
  readonly stops: readonly Stop[];
}

/**
 * Takes the tokens of a transcript that are not answered yet, one by one. A token that is refused stops the turn:
 * what was dialled behind it meant other screens and is left out. Where an earlier turn stopped, the tokens of
 * later turns go on, so that a replay of a whole list comes to the screen that the single turns came to.
 */
export function advance(flow: Flow, start: EngineState, transcript: Transcript, facts: Facts): Advanced {
  const { tokens } = transcript;
  const kept = [...transcript.kept.slice(0, transcript.from)];
  const stops = new Map(transcript.stops);
  const effects: Effect[] = [];
  let state = start;
  let index = transcript.from;
  while (index < tokens.length) {
    const token = tokens[index] ?? '';
    kept[index] = nodeNamed(flow, state.node).isSecret ? mask : token;
    const stepped = step(flow, state, token, facts, submitting(transcript, index, kept));
    if ('need' in stepped) return stepped;
    state = stepped.state;
    effects.push(...stepped.effects);
    const next = index + 1;
    const isStop = stepped.isWrong || (stepped.isEnd && next < tokens.length);
    if (isStop && !stops.has(index)) stops.set(index, tokens.length);
    index = stops.get(index) ?? next;
    // What was left out was read by no node: a PIN may be among it.
    while (kept.length < Math.min(index, tokens.length)) kept.push(mask);
    if (stepped.isEnd) return { state, effects, stops: [...stops], isEnd: true, taken: index, kept };
  }
  return { state, effects, stops: [...stops], isEnd: false, taken: index, kept };
}

function submitting({ id, tokens }: Transcript, index: number, kept: readonly string[]): Submitting {
  const transcript = () => kept.slice(0, index + 1);
  return {
    at: index,
    typedAt: (at) => tokens[at] ?? '',
    transcript,
    receipt: () =>
      receiptCode(receiptSeed(id.channel, submissionId(id.sessionId, id.dialogue, transcript())), 0),
  };
}
