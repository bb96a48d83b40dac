import { between, seededRandom as seededUnits } from '../../domain/seeded-random.ts';

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

/** Choices from the one generator that repeats itself by its seed. */
export function seededRandom(seed: number): Random {
  const unit = seededUnits(seed);
  const integer = (min: number, max: number) => between(unit, min, max);
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
