import { describe, expect, it } from 'vitest';
import { submissionId, turnKey, turnOf } from '../../../src/domain/flow/turn.ts';

const living = {
  tokens: ['1', '716'],
  turns: { [turnKey(1, ['1'])]: 0, [turnKey(1, ['1', '716'])]: 0 },
  hasEnded: false,
};
const ended = { ...living, hasEnded: true };

describe('turnOf', () => {
  it.each([
    ['the same tokens again', living, ['1', '716'], 'known'],
    ['an earlier list again', living, ['1'], 'known'],
    ['one token more', living, ['1', '716', '1'], 'new-tokens'],
    ['an empty list in a living dialogue', living, [], 'last-screen'],
    ['a shorter list that was never answered', living, ['2'], 'last-screen'],
    ['as many tokens, but others', living, ['1', '717'], 'last-screen'],
    ['a longer list that is no continuation', living, ['2', '716', '1'], 'last-screen'],
    ['an empty list after the end', ended, [], 'new-dialogue'],
    ['the last list again after the end', ended, ['1', '716'], 'known'],
    ['more tokens after the end', ended, ['1', '716', '1'], 'after-end'],
  ])('%s', (_, answered, tokens, turn) => {
    expect(turnOf(answered, tokens, turnKey(1, tokens))).toBe(turn);
  });
});

describe('turn keys and submission ids', () => {
  it.each([
    ['the dialogue', turnKey(1, ['1']), turnKey(2, ['1'])],
    ['the tokens', turnKey(1, ['1']), turnKey(1, ['2'])],
    ['where tokens end', turnKey(1, ['1', '2']), turnKey(1, ['12', ''])],
    ['the session', submissionId('a', 1, ['1']), submissionId('b', 1, ['1'])],
  ])('differ by %s', (_, left, right) => {
    expect(left).not.toBe(right);
  });
});
