import type { RecordTable } from '../ports.ts';

/** The keys of the record tables, in order: the household, then the row's own number. */
export const recordKeys = {
  udrt: ['IDBDT'],
  udart: ['IDBDT', 'no_urut'],
  kk: ['IDBDT', 'nuk'],
  usaha: ['IDBDT', 'no_urut_art'],
} as const satisfies Record<RecordTable, readonly string[]>;

/** Tables whose rows belong to a row of `udrt`. */
export const partTables = ['udart', 'kk', 'usaha'] as const satisfies readonly RecordTable[];

/** All of them, what is referred to first. */
export const recordTables = ['udrt', ...partTables] as const satisfies readonly RecordTable[];
