/** Random choices that a seed repeats. */
export interface Random {
  /** From 0 up to 1, 1 left out. */
  unit(): number;
  /** A whole number of `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** @throws Error for an empty list. */
  pick<T extends NonNullable<unknown>>(values: readonly T[]): T;
  shuffle<T>(values: readonly T[]): T[];
}

/** Mulberry32 of Tommy Ettinger (public domain): 32 bits of state, plenty for choosing moments. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;

  function unit(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  const integer = (min: number, max: number) => min + Math.floor(unit() * (max - min + 1));
  return {
    unit,
    integer,
    pick(values) {
      const value = values[integer(0, values.length - 1)];
      if (value === undefined) throw new Error('There is nothing to pick from');
      return value;
    },
    shuffle(values) {
      return values
        .map((value) => ({ value, at: unit() }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value);
    },
  };
}
