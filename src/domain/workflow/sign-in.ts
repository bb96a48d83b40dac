import type { Stop } from '../flow/advance.ts';
import { navigation } from '../flow/navigation.ts';
import { pinReason } from '../flow/pin-words.ts';
import { digitsOf } from '../flow/typed.ts';
import { isOfficerCode, officerCodeWidth } from '../identity/officer-code.ts';
import type { Language } from '../instrument/types.ts';
import type { MessageCall } from '../report/types.ts';
import { isPin, newPinFault, type PinVerdict } from './pin.ts';

/** What signing in needs to know of an officer. */
export interface SignInOfficer {
  readonly id: number;
  readonly language: Language;
  readonly hasPin: boolean;
}

/**
 * Where somebody stands who signs in: asked for the code or the PIN, for a new PIN and that again where theirs is
 * temporary; in; or out, with the last screen.
 */
export type SignInStep = 'code' | 'pin' | 'new-pin' | 'again' | 'in' | 'out';

export interface SignInState {
  readonly step: SignInStep;
  /** Whose code was typed. */
  readonly officer: SignInOfficer | null;
  /** Why the last token was refused, or what the last screen says. */
  readonly reason: MessageCall | null;
  readonly wrongCodes: number;
  /** Index of the token that was the PIN, and of the one that is to be the new one. */
  readonly pinAt: number | null;
  readonly newPinAt: number | null;
}

/** What is to be looked up, or done with the token at an index, before signing in can go on. */
export type SignInNeed =
  | { readonly kind: 'officer'; readonly code: string }
  | { readonly kind: 'check' | 'set'; readonly at: number; readonly officerId: number };

/** What was looked up so far: officers by code, null for nobody's; what came of PINs, by index of the token. */
export interface SignInFacts {
  readonly officers: ReadonlyMap<string, SignInOfficer | null>;
  readonly verdicts: ReadonlyMap<number, PinVerdict>;
}

export type SignedIn =
  | {
      readonly state: SignInState;
      readonly stops: readonly Stop[];
      /** How many tokens were taken or left out: when in, those before the dialogue's own. */
      readonly taken: number;
    }
  | { readonly need: SignInNeed };

type Taken = { readonly state: SignInState; readonly isWrong: boolean } | { readonly need: SignInNeed };

const mostWrongCodes = 3;

const atCode: SignInState = {
  step: 'code',
  officer: null,
  reason: null,
  wrongCodes: 0,
  pinAt: null,
  newPinAt: null,
};

/**
 * Takes the tokens of a session from its start until somebody is in or out. Nothing of it is kept between turns: the
 * list always comes whole, and what came of each PIN is known by its place. A refused token stops the turn as in every
 * dialogue: what was dialled behind it is left out.
 *
 * @param known stops of earlier turns.
 */
export function signIn(tokens: readonly string[], known: readonly Stop[], facts: SignInFacts): SignedIn {
  const stops = new Map(known);
  let state = atCode;
  let index = 0;
  while (index < tokens.length && state.step !== 'in' && state.step !== 'out') {
    const taken = take(state, tokens, index, facts);
    if ('need' in taken) return taken;
    state = taken.state;
    const next = index + 1;
    const isStop = taken.isWrong || (state.step === 'out' && next < tokens.length);
    if (isStop && !stops.has(index)) stops.set(index, tokens.length);
    index = stops.get(index) ?? next;
  }
  return { state, stops: [...stops], taken: index };
}

function take(state: SignInState, tokens: readonly string[], at: number, facts: SignInFacts): Taken {
  const token = (tokens[at] ?? '').trim();
  const digits = digitsOf(token) ?? '';
  if (state.step === 'code') return takeCode(state, digits, facts);
  const { officer } = state;
  if (officer === null) throw new Error('A PIN was asked of nobody');
  if (token === navigation.back) return right(backFrom(state));
  if (state.step === 'pin') return takePin(state, officer, digits, at, facts);
  const typedAt = (index: number | null) => digitsOf(tokens[index ?? at] ?? '');
  if (state.step === 'new-pin') return takeNewPin(state, digits, at, typedAt(state.pinAt));
  if (digits !== typedAt(state.newPinAt)) return wrong(state, 'pin-differs');
  const verdict = facts.verdicts.get(at);
  if (!verdict) return { need: { kind: 'set', at, officerId: officer.id } };
  return verdict.outcome === 'set' ? right({ ...state, step: 'in' }) : out(state, pinReason(verdict));
}

function takeCode(state: SignInState, code: string, { officers }: SignInFacts): Taken {
  if (code.length !== officerCodeWidth) return wrongCode(state, 'code-digits');
  if (!isOfficerCode(code)) return wrongCode(state, 'code-check');
  const officer = officers.get(code);
  if (officer === undefined) return { need: { kind: 'officer', code } };
  if (officer === null) return wrongCode(state, 'code-unknown');
  const known: SignInState = { ...state, officer, reason: null };
  if (!officer.hasPin) return out(known, { key: 'screen.sign-in.no-pin', values: {} });
  return right({ ...known, step: 'pin' });
}

function takePin(
  state: SignInState,
  { id }: SignInOfficer,
  digits: string,
  at: number,
  { verdicts }: SignInFacts,
): Taken {
  // A slip of the finger is no try.
  if (!isPin(digits)) return wrong(state, 'pin-digits');
  const verdict = verdicts.get(at);
  if (!verdict) return { need: { kind: 'check', at, officerId: id } };
  if (verdict.outcome === 'right') return right({ ...state, step: 'in' });
  if (verdict.outcome === 'temporary') return right({ ...state, step: 'new-pin', pinAt: at });
  if (verdict.outcome !== 'wrong') return out(state, pinReason(verdict));
  return { state: { ...state, reason: pinReason(verdict) }, isWrong: true };
}

function takeNewPin(state: SignInState, digits: string, at: number, old: string | null): Taken {
  const fault = newPinFault(digits);
  if (fault !== null) return wrong(state, fault);
  if (digits === old) return wrong(state, 'pin-same');
  return right({ ...state, step: 'again', newPinAt: at });
}

/** To the new PIN from its repetition, else to the code. */
function backFrom(state: SignInState): SignInState {
  return state.step === 'again' ? { ...state, step: 'new-pin' } : { ...state, step: 'code', officer: null };
}

function right(state: SignInState): Taken {
  return { state: { ...state, reason: null }, isWrong: false };
}

function wrong(state: SignInState, reason: string): Taken {
  return { state: { ...state, reason: { key: `reason.${reason}`, values: {} } }, isWrong: true };
}

function wrongCode(state: SignInState, reason: string): Taken {
  const wrongCodes = state.wrongCodes + 1;
  if (wrongCodes < mostWrongCodes) return wrong({ ...state, wrongCodes }, reason);
  return out({ ...state, wrongCodes }, { key: 'screen.not-registered', values: {} });
}

function out(state: SignInState, reason: MessageCall): Taken {
  return { state: { ...state, step: 'out', reason }, isWrong: false };
}
