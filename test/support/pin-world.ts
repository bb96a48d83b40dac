import type { Officer } from '../../src/domain/workflow/officer.ts';
import type { Tries } from '../../src/domain/workflow/pauses.ts';
import { judgeTry, type NumberTries, type PinVerdict } from '../../src/domain/workflow/pin.ts';
import type { PinKeeper, TypedPin } from '../../src/ports.ts';

interface KnownPin extends Tries {
  readonly pin: string;
  readonly isTemporary: boolean;
  readonly since: Date;
}

/** What the first officers sign in with; the third has none. */
export const madeUpPins: Readonly<Record<number, { readonly pin: string; readonly isTemporary: boolean }>> = {
  1: { pin: '2580', isTemporary: false },
  2: { pin: '739415', isTemporary: true },
  11: { pin: '947104', isTemporary: false },
};

/** A keeper of PINs in memory, and how many tries it judged. */
export function openPins(officers: () => readonly Officer[]) {
  const pins = new Map<number, KnownPin>(
    Object.entries(madeUpPins).map(([id, known]) => [
      Number(id),
      { ...known, since: new Date(0), failures: 0, pausedUntil: null },
    ]),
  );
  const numbers = new Map<string, NumberTries>();
  const verdicts = new Map<string, PinVerdict>();
  const counts = { judged: 0 };

  const once = (typed: TypedPin, judge: () => PinVerdict): PinVerdict => {
    const key = JSON.stringify([typed.channel, typed.sessionId, typed.dialogue, typed.at]);
    const verdict = verdicts.get(key) ?? judge();
    verdicts.set(key, verdict);
    return verdict;
  };

  const keeper: PinKeeper = {
    async findByCode(code) {
      const officer = officers().find((one) => one.code === code);
      return officer ? { officer, hasPin: pins.has(officer.id) } : null;
    },
    findById: async (id) => officers().find((one) => one.id === id) ?? null,
    hasPin: async (id, before) => (pins.get(id)?.since ?? before) < before,
    check: async (typed) =>
      once(typed, () => {
        counts.judged += 1;
        const own = pins.get(typed.officerId);
        if (!own) return { outcome: 'refused', figure: null };
        const { msisdn, now } = typed;
        const number =
          msisdn === null ? null : (numbers.get(msisdn) ?? { failures: 0, pausedUntil: null, lastAt: now });
        const isRight = own.pin === typed.pin;
        const judged = judgeTry({ isRight, isTemporary: own.isTemporary, own, number, now });
        pins.set(typed.officerId, { ...own, ...judged.own });
        if (msisdn !== null && judged.number) numbers.set(msisdn, judged.number);
        return judged.verdict;
      }),
    set: async ({ by, ...typed }) =>
      once(typed, () => {
        const officer = officers().find((one) => one.id === typed.officerId);
        const isTheirs = by === typed.officerId || officer?.superiorId === by;
        if (!isTheirs) return { outcome: 'refused', figure: null };
        const since = pins.get(typed.officerId)?.since ?? typed.now;
        const isTemporary = by !== typed.officerId;
        pins.set(typed.officerId, { pin: typed.pin, isTemporary, since, failures: 0, pausedUntil: null });
        return { outcome: 'set', figure: null };
      }),
  };
  return { keeper, pins, counts };
}
