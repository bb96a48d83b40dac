import { afterWrong, longestPauseMs, type Tries } from './pauses.ts';

/** Digits of a PIN. */
const pinPattern = /^\d{4,6}$/;

/** Why a text can't be somebody's PIN; each has a message under `reason.<fault>`. */
export type PinFault = 'pin-digits' | 'pin-easy';

/** What keeps a text from being a new PIN; null where nothing does. */
export function newPinFault(text: string): PinFault | null {
  if (!isPin(text)) return 'pin-digits';
  return isEasy(text) ? 'pin-easy' : null;
}

/** Whether a text can be a PIN at all: 4 to 6 digits. */
export function isPin(text: string): boolean {
  return pinPattern.test(text);
}

/** One that is tried first: a repeated part, a run up or down, a year, and of six digits a date or year and month. */
function isEasy(pin: string): boolean {
  return /^(\d{1,3})\1+$/.test(pin) || isRun(pin) || isYear(pin) || isDate(pin);
}

function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

function isYear(pin: string): boolean {
  return /^(19|20)\d\d$/.test(pin) || /^(19|20)\d\d(0[1-9]|1[0-2])$/.test(pin);
}

/** Day, month and year of two digits each, or the other way round. */
function isDate(pin: string): boolean {
  const day = '(0[1-9]|[12]\\d|3[01])';
  const month = '(0[1-9]|1[0-2])';
  return new RegExp(`^(${day}${month}\\d\\d|\\d\\d${month}${day})$`).test(pin);
}

/** What came of a PIN that was typed. */
export type PinOutcome = 'right' | 'temporary' | 'wrong' | 'paused' | 'set' | 'refused';

export interface PinVerdict {
  /** `temporary`: right, and to be changed before anything else; `refused`: it is not theirs to set. */
  readonly outcome: PinOutcome;
  /** Tries left of a wrong one, minutes until the next try while paused; else null. */
  readonly figure: number | null;
}

/** Those from one telephone number, whoever they were for. */
export interface NumberTries extends Tries {
  readonly lastAt: Date;
}

export interface JudgedTry {
  readonly verdict: PinVerdict;
  readonly own: Tries;
  /** Null where the try came from the officer's own number. */
  readonly number: NumberTries | null;
}

/** Wrong tries in a row before a pause: of an officer's PIN, and from a number, where several may sign in. */
export const triesBeforePause = { own: 5, number: 10 } as const;

const minuteMs = 60_000;
const firstMs = 15 * minuteMs;

/**
 * Judges one try. During a pause nothing is looked at, right or wrong, and nothing counts. After it a single wrong try
 * begins the next one, twice as long, up to a day.
 */
export function judgeTry(tried: {
  readonly isRight: boolean;
  readonly isTemporary: boolean;
  readonly own: Tries;
  readonly number: NumberTries | null;
  readonly now: Date;
}): JudgedTry {
  const { own, now } = tried;
  const number = tried.number && remembered(tried.number, now);
  const paused = pauseAt(own, number, now);
  if (paused !== null) return { verdict: paused, own, number };
  if (tried.isRight) {
    const outcome = tried.isTemporary ? 'temporary' : 'right';
    // Only the officer's own tries begin anew: a right PIN of one's own must not buy further tries of others'.
    return { verdict: { outcome, figure: null }, own: { failures: 0, pausedUntil: null }, number };
  }
  const ownAfter = afterWrong(own, { before: triesBeforePause.own, firstMs }, now);
  const numberAfter = number && {
    ...afterWrong(number, { before: triesBeforePause.number, firstMs }, now),
    lastAt: now,
  };
  const left = Math.min(
    triesBeforePause.own - ownAfter.failures,
    numberAfter === null ? triesBeforePause.number : triesBeforePause.number - numberAfter.failures,
  );
  const verdict = pauseAt(ownAfter, numberAfter, now) ?? { outcome: 'wrong', figure: left };
  return { verdict, own: ownAfter, number: numberAfter };
}

/** The verdict while a pause lasts; null while there is none. */
export function pauseAt(own: Tries, number: Tries | null, now: Date): PinVerdict | null {
  const ends = [own.pausedUntil, number?.pausedUntil ?? null].map((until) => until?.getTime() ?? 0);
  const leftMs = Math.max(...ends) - now.getTime();
  return leftMs > 0 ? { outcome: 'paused', figure: Math.ceil(leftMs / minuteMs) } : null;
}

/** After so long the wrong tries from a number are forgotten: it may be another person's by then. */
function remembered(number: NumberTries, now: Date): NumberTries {
  const isOld = now.getTime() - number.lastAt.getTime() > longestPauseMs;
  return isOld ? { ...number, failures: 0, pausedUntil: null } : number;
}
