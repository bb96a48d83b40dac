import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, parseCondition } from '../../../src/domain/instrument/condition.ts';
import type { Answers } from '../../../src/domain/instrument/types.ts';

describe('evaluate', () => {
  it.each<[string, string, Answers, string]>([
    ['equal', 'a=1', { a: 1 }, 'holds'],
    ['not equal', 'a=1', { a: 2 }, 'fails'],
    ['in a list', 'a in 1,4', { a: 4 }, 'holds'],
    ['not in a list', 'a in 1,4', { a: 3 }, 'fails'],
    ['start of a span', 'a in 1..7', { a: 1 }, 'holds'],
    ['end of a span', 'a in 1..7', { a: 7 }, 'holds'],
    ['past a span', 'a in 1..7', { a: 8 }, 'fails'],
    ['list with a span', 'a in 1,3..5,9', { a: 4 }, 'holds'],
    ['both terms', 'a=1 and b in 10..49', { a: 1, b: 10 }, 'holds'],
    ['one term of two', 'a=1 and b in 10..49', { a: 1, b: 50 }, 'fails'],
    ['NULL', 'a=0', { a: null }, 'fails'],
    ['text that looks like the number', 'a=1', { a: '1' }, 'fails'],
    ['an absent answer', 'a=1', {}, 'unknown'],
    ['an absent answer beside one that fails', 'a=1 and b=1', { b: 2 }, 'fails'],
    ['an absent answer beside one that holds', 'a=1 and b=1', { b: 1 }, 'unknown'],
  ])('%s: %s', (_, text, answers, expected) => {
    const condition = parseCondition(text);
    expect(condition && evaluate(condition, answers)).toBe(expected);
  });
});

describe('parseCondition', () => {
  it.each(['', 'a', 'a=', 'a=x', 'a in', 'a in 1,', 'a in 7..1', 'a<3', 'a=1 or b=1', 'a=1 and', '1=a'])(
    'refuses %j',
    (text) => {
      expect(parseCondition(text)).toBeNull();
    },
  );

  it('reads every way to write the same spans', () => {
    const span = fc
      .tuple(fc.nat(999), fc.nat(999))
      .map(([a, b]): readonly [number, number] => [Math.min(a, b), Math.max(a, b)]);
    const term = fc.record({
      column: fc.constantFrom('a', 'Sta_kawin', 'b2'),
      spans: fc.array(span, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), (terms) => {
        expect(parseCondition(terms.map(written).join(' and '))).toEqual({ terms });
      }),
    );
  });
});

/** A term as an instrument file may write it: a span of one number by that number alone. */
function written({
  column,
  spans,
}: {
  column: string;
  spans: readonly (readonly [number, number])[];
}): string {
  const [first] = spans;
  if (spans.length === 1 && first && first[0] === first[1]) return `${column}=${first[0]}`;
  return `${column} in ${spans.map(([from, to]) => (from === to ? from : `${from}..${to}`)).join(',')}`;
}
