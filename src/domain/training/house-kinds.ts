import { z } from 'zod';
import { type Condition, parseCondition } from '../instrument/condition.ts';
import type { Instrument } from '../instrument/instrument.ts';

/** What made-up houses look like: nothing in it says what is right, that is the instrument's alone. */
export interface HouseKinds {
  /** Least and most that a count is made up with, by column. */
  readonly usual: ReadonlyMap<string, readonly [number, number]>;
  /** A house of which one holds is made up anew. */
  readonly unlikely: readonly Condition[];
}

const HouseKindsFile = z.strictObject({
  usual: z.record(z.string(), z.tuple([z.int().min(0), z.int().min(0)])),
  unlikely: z.array(z.string()),
});

/**
 * Reads the file of an instrument's made-up houses.
 *
 * @throws Error that lists every column the instrument lacks, span outside its range and condition that can't be read.
 */
export function parseHouseKinds(data: unknown, instrument: Instrument): HouseKinds {
  const file = HouseKindsFile.parse(data);
  const usual = Object.entries(file.usual);
  const conditions = file.unlikely.map((text) => ({ text, condition: parseCondition(text) }));
  const problems = [
    ...usual.flatMap(([column, span]) => (isWithin(instrument, column, span) ? [] : [`usual ${column}`])),
    ...conditions.flatMap(({ text, condition }) => (isReadable(instrument, condition) ? [] : [text])),
  ];
  if (problems.length > 0)
    throw new Error(`Made-up houses that the instrument lacks: ${problems.join('; ')}`);
  return {
    usual: new Map(usual),
    unlikely: conditions.flatMap(({ condition }) => condition ?? []),
  };
}

function isWithin(instrument: Instrument, column: string, [least, most]: readonly [number, number]): boolean {
  const range = instrument.items.get(column)?.range;
  return range != null && range[0] <= least && least <= most && most <= range[1];
}

function isReadable(instrument: Instrument, condition: Condition | null): boolean {
  return condition?.terms.every(({ column }) => instrument.items.has(column)) ?? false;
}
