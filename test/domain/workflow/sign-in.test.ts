import { describe, expect, it } from 'vitest';
import { isGsm7, septets } from '../../../src/domain/sms/gsm7.ts';
import type { PinVerdict } from '../../../src/domain/workflow/pin.ts';
import { type SignInFacts, signIn } from '../../../src/domain/workflow/sign-in.ts';
import {
  longestSignInScreens,
  signInKeys,
  signInScreen,
} from '../../../src/domain/workflow/sign-in-screens.ts';
import { readMessages } from '../../../src/flow-files.ts';

const messages = readMessages();
const code = '1000015';
const officer = { id: 1, language: 'id', hasPin: true } as const;

function factsWith(verdicts: Readonly<Record<number, PinVerdict['outcome']>> = {}): SignInFacts {
  const entries = Object.entries(verdicts).map(
    ([at, outcome]) => [Number(at), { outcome, figure: 4 }] as const,
  );
  const officers = new Map([
    [code, officer],
    ['1000028', null],
    ['1000031', { ...officer, hasPin: false }],
  ]);
  return { officers, verdicts: new Map(entries) };
}

describe('signing in asks for', () => {
  it('the officer of a code that can be one', () => {
    const facts = { officers: new Map(), verdicts: new Map() };
    expect(signIn([code], [], facts)).toEqual({ need: { kind: 'officer', code } });
  });

  it('a judgement of the PIN by its place', () => {
    expect(signIn([code, '2580'], [], factsWith())).toEqual({ need: { kind: 'check', at: 1, officerId: 1 } });
  });

  it('the new PIN to be set where it was typed twice', () => {
    const tokens = [code, '739415', '2580', '2580'];
    const taken = signIn(tokens, [], factsWith({ 1: 'temporary' }));
    expect(taken).toEqual({ need: { kind: 'set', at: 3, officerId: 1 } });
  });
});

describe('signing in comes to', () => {
  it.each([
    ['the code', [], {}, 'code', null],
    ['the PIN', [code], {}, 'pin', null],
    ['the PIN, the code typed with spaces', ['100 001 5'], {}, 'pin', null],
    ['the inside', [code, '2580'], { 1: 'right' }, 'in', null],
    ['a PIN to be changed', [code, '739415'], { 1: 'temporary' }, 'new-pin', null],
    ['the inside with a new PIN', [code, '739415', '2580', '2580'], { 1: 'temporary', 3: 'set' }, 'in', null],
    ['the PIN again after a wrong one', [code, '2581'], { 1: 'wrong' }, 'pin', 'reason.pin-wrong'],
    ['the PIN again after what is none', [code, '25'], {}, 'pin', 'reason.pin-digits'],
    ['the end at a pause', [code, '2581'], { 1: 'paused' }, 'out', 'reason.pin-paused'],
    ['the code again after what is none', ['716'], {}, 'code', 'reason.code-digits'],
    ['the code again after a slip', ['1000016'], {}, 'code', 'reason.code-check'],
    ['the code again after nobody’s', ['1000028'], {}, 'code', 'reason.code-unknown'],
    ['the end without a PIN', ['1000031'], {}, 'out', 'screen.sign-in.no-pin'],
    ['the code by going back', [code, '0'], {}, 'code', null],
    [
      'the new PIN again, an easy one',
      [code, '739415', '1234'],
      { 1: 'temporary' },
      'new-pin',
      'reason.pin-easy',
    ],
    [
      'the new PIN again, the old one',
      [code, '739415', '739415'],
      { 1: 'temporary' },
      'new-pin',
      'reason.pin-same',
    ],
    [
      'its repetition again',
      [code, '739415', '2580', '2581'],
      { 1: 'temporary' },
      'again',
      'reason.pin-differs',
    ],
    ['the new PIN by going back', [code, '739415', '2580', '0'], { 1: 'temporary' }, 'new-pin', null],
  ] as const)('%s', (_, tokens, verdicts, step, reason) => {
    const taken = signIn(tokens, [], factsWith(verdicts));
    if ('need' in taken) throw new Error('Nothing is to be looked up here');
    expect([taken.state.step, taken.state.reason?.key ?? null]).toEqual([step, reason]);
    expect(taken.taken).toBe(tokens.length);
  });

  it('the end after three codes that are none', () => {
    const taken = signIn(
      ['716', '717', '718'],
      [
        [0, 1],
        [1, 2],
      ],
      factsWith(),
    );
    expect(taken).toMatchObject({ state: { step: 'out', reason: { key: 'screen.not-registered' } } });
  });
});

describe('tokens behind those of signing in', () => {
  it('are left for the dialogue', () => {
    const taken = signIn([code, '2580', '1', '716'], [], factsWith({ 1: 'right' }));
    expect(taken).toMatchObject({ state: { step: 'in' }, taken: 2, stops: [] });
  });

  it('are left out where a wrong PIN stands before them, then and later', () => {
    const dialled = signIn([code, '2581', '1', '716'], [], factsWith({ 1: 'wrong' }));
    expect(dialled).toMatchObject({ state: { step: 'pin' }, taken: 4, stops: [[1, 4]] });
    const later = signIn([code, '2581', '1', '716', '2580'], [[1, 4]], factsWith({ 1: 'wrong', 4: 'right' }));
    expect(later).toMatchObject({ state: { step: 'in' }, taken: 5, stops: [[1, 4]] });
  });
});

describe.each(['id', 'en'] as const)('screens of signing in, %s', (language) => {
  it('fit 160 septets with their longest values', () => {
    const tooLong = longestSignInScreens(messages, language).filter(
      (screen) => septets(screen) > 160 || !isGsm7(screen),
    );
    expect(tooLong).toEqual([]);
  });

  it('never repeat what was typed', () => {
    const texts = signInKeys.map((key) => messages[language].get(key));
    expect(texts.filter((text) => text === undefined || text.includes('{typed}'))).toEqual([]);
  });
});

it('a last screen ends the session, the others do not', () => {
  const at = { officer, wrongCodes: 0, pinAt: null, newPinAt: null };
  const reason = { key: 'screen.sign-in.no-pin', values: {} };
  expect(signInScreen({ ...at, step: 'out', reason }, messages).isEnd).toBe(true);
  expect(signInScreen({ ...at, step: 'pin', reason: null }, messages).isEnd).toBe(false);
});
