import type { Screen } from '../flow/engine.ts';
import { navigation, navigationKeys } from '../flow/navigation.ts';
import { longestPinReasons } from '../flow/pin-words.ts';
import type { Language } from '../instrument/types.ts';
import { formatMessage, type Messages } from '../messages.ts';
import type { MessageCall } from '../report/types.ts';
import type { SignInState, SignInStep } from './sign-in.ts';

type AskingStep = Exclude<SignInStep, 'in' | 'out'>;

/** What each step asks, and the same shorter for when a reason stands before it. */
const asks: Readonly<Record<AskingStep, { readonly ask: string; readonly again: string }>> = {
  code: { ask: 'screen.sign-in.code', again: 'screen.sign-in.code-again' },
  pin: { ask: 'screen.sign-in.pin', again: 'screen.sign-in.pin' },
  'new-pin': { ask: 'screen.sign-in.must-change', again: 'screen.pin.new' },
  again: { ask: 'screen.pin.again', again: 'screen.pin.again' },
};

const reasonsOf: Readonly<Record<AskingStep, readonly string[]>> = {
  code: ['reason.code-digits', 'reason.code-check', 'reason.code-unknown'],
  pin: ['reason.pin-digits'],
  'new-pin': ['reason.pin-digits', 'reason.pin-easy', 'reason.pin-same'],
  again: ['reason.pin-differs'],
};

/** The screen of who is not in yet, in their language as soon as it is known. */
export function signInScreen({ step, officer, reason }: SignInState, messages: Messages): Screen {
  const language = officer?.language ?? 'id';
  const told = reason === null ? [] : [formatMessage(messages, language, reason.key, reason.values)];
  if (step === 'in') throw new Error('Who is in has a dialogue of their own');
  if (step === 'out') return { text: told.join('\n'), isEnd: true };
  const ask = formatMessage(messages, language, told.length > 0 ? asks[step].again : asks[step].ask);
  return { text: [...told, ask, ...footOf(step, messages, language)].join('\n'), isEnd: false };
}

function footOf(step: AskingStep, messages: Messages, language: Language): string[] {
  return step === 'code'
    ? []
    : [formatMessage(messages, language, navigationKeys.back, { key: navigation.back })];
}

/** Every message that signing in shows. */
export const signInKeys: readonly string[] = [
  ...Object.values(asks).flatMap(({ ask, again }) => [ask, again]),
  ...Object.values(reasonsOf).flat(),
  ...longestPinReasons.map(({ key }) => key),
  'screen.sign-in.no-pin',
  'screen.not-registered',
];

/** Every screen of signing in, with its longest values. */
export function longestSignInScreens(messages: Messages, language: Language): string[] {
  const plain = (key: string): MessageCall => ({ key, values: {} });
  const asking = (['code', 'pin', 'new-pin', 'again'] as const).flatMap((step) =>
    [null, ...reasonsOf[step].map(plain), ...(step === 'pin' ? longestPinReasons : [])].map((reason) => ({
      step,
      reason,
    })),
  );
  const last = [...longestPinReasons, plain('screen.sign-in.no-pin'), plain('screen.not-registered')];
  const officer = { id: 0, language, hasPin: true };
  return [...asking, ...last.map((reason) => ({ step: 'out', reason }) as const)].map(
    (place) => signInScreen({ ...place, officer, wrongCodes: 0, pinAt: null, newPinAt: null }, messages).text,
  );
}
