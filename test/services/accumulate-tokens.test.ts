import { describe, expect, it } from 'vitest';
import { takeTurn } from '../../src/services/accumulate-tokens.ts';

const now = new Date('2021-12-01T02:00:00Z');
const turn = (turnId: string | null, input: readonly string[], isStart = false) => ({
  sessionId: 's',
  msisdn: '+6281200000001',
  serviceCode: null,
  isStart,
  input,
  turnId,
});
const so = {
  tokens: ['1', '716'],
  turns: [
    ['1', 0],
    ['2', 1],
    ['3', 2],
  ],
  call: 3,
  hasEnded: false,
  touchedAt: now,
} as const;
const typedBefore = { ...so, touchedAt: new Date(now.getTime() - 1_500) };
const dialled = { ...so, tokens: ['1'], turns: [[null, 1]] } as const;

describe('takeTurn', () => {
  it.each([
    ['a start', null, turn('1', [], true), [], true],
    ['a start dialled deep', null, turn('1', ['1', '716'], true), ['1', '716'], true],
    ['a turn whose start was lost', null, turn('2', ['1']), ['1'], true],
    ['the next turn', so, turn('4', ['9']), ['1', '716', '9'], true],
    ['the same answer in the next turn', so, turn('4', ['716']), ['1', '716', '716'], true],
    ['the last turn again', so, turn('3', ['716']), ['1', '716'], false],
    ['an earlier turn again', so, turn('2', ['1']), ['1'], false],
    ['the start again', so, turn('1', [], true), [], false],
    ['without id, the same answer at once', so, turn(null, ['716']), ['1', '716'], false],
    ['without id, another answer at once', so, turn(null, ['717']), ['1', '716', '717'], true],
    ['without id, a part of it at once', so, turn(null, []), ['1', '716'], true],
    ['without id, the same answer later', typedBefore, turn(null, ['716']), ['1', '716', '716'], true],
    ['without id, what was dialled, as an answer', dialled, turn(null, ['1']), ['1', '1'], true],
    ['a start after the end', { ...so, hasEnded: true }, turn('1', [], true), [], true],
    ['an answer after the end', { ...so, hasEnded: true }, turn('4', ['9']), ['1', '716', '9'], true],
    ['a start long after', { ...so, touchedAt: new Date(0) }, turn('1', [], true), [], true],
  ] as const)('%s', (_label, before, given, tokens, isNew) => {
    const taken = takeTurn(before, given, now);
    expect(taken.tokens).toEqual(tokens);
    expect(taken.next !== null).toBe(isNew);
  });

  it.each([
    ['the first call by an id', null, turn('1', [], true), 1],
    ['a turn of a later one', so, turn('4', ['9']), 3],
    ['a repeated turn of a later one', so, turn('3', ['716']), 3],
    ['a call after the end', { ...so, hasEnded: true }, turn('1', [], true), 4],
    ['an answer after the end', { ...so, hasEnded: true }, turn('4', ['9']), 3],
    ['a call long after', { ...so, touchedAt: new Date(0) }, turn('1', [], true), 4],
  ] as const)('counts %s', (_label, before, given, call) => {
    const taken = takeTurn(before, given, now);
    expect(taken.call).toBe(call);
    expect(taken.next?.call ?? call).toBe(call);
  });
});
