import type { Facts } from '../domain/flow/facts.ts';
import type { PinNeed } from '../domain/flow/need.ts';
import { digitsOf } from '../domain/flow/typed.ts';
import type { DialogueStart, PinKeeper } from '../ports.ts';

/** The dialogue in which a PIN was typed, and its tokens as they came. */
export interface PinAsked {
  readonly start: DialogueStart;
  readonly officerId: number;
  readonly tokens: readonly string[];
  readonly now: Date;
}

/** The facts with what the keeper of the PINs makes of one that was typed in a dialogue. */
export async function askPin(
  pins: Pick<PinKeeper, 'check' | 'set'>,
  facts: Facts,
  { start, officerId, tokens, now }: PinAsked,
  need: PinNeed,
): Promise<Facts> {
  const { channel, sessionId, dialogue, msisdn, signedIn } = start;
  const { at } = need;
  const typed = { channel, sessionId, dialogue, at, pin: digitsOf(tokens[at] ?? '') ?? '', now };
  const whose = need.act === 'reset' ? need.officerId : officerId;
  const verdict =
    need.act === 'check'
      ? await pins.check({ ...typed, officerId: whose, msisdn: signedIn ? msisdn : null })
      : await pins.set({ ...typed, officerId: whose, by: officerId });
  return { ...facts, pins: new Map([...(facts.pins ?? []), [at, verdict]]) };
}
