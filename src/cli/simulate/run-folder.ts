import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../write-whole.ts';
import { rhythms } from './rhythm.ts';

/** What makes a run the run it is; it is taken up again with the same. */
export const RunSettings = z.strictObject({
  seed: z.int(),
  enumerators: z.int(),
  householdsEach: z.int(),
  rhythm: z.enum(rhythms),
  visitsADay: z.number(),
  ussd: z.number(),
  smpp: z.number(),
  slips: z.number(),
  /** The day that reports are made on. */
  today: z.iso.datetime(),
});
export type RunSettings = z.output<typeof RunSettings>;

const Sample = z.strictObject({
  /** Since the run began, the time between pieces left out. */
  seconds: z.number(),
  acknowledged: z.int(),
  /** Waiting in the inbox. */
  pending: z.int(),
  /** To the acknowledgement, of the submissions since the last sample, milliseconds. */
  p50: z.number(),
  p99: z.number(),
  /** Resident, bytes; null where a process is not ours. */
  serveBytes: z.number().nullable(),
  workBytes: z.number().nullable(),
  /** CPU used since the run began, seconds: serve and work together, and the database's backends. */
  gatewayCpu: z.number().nullable(),
  databaseCpu: z.number().nullable(),
});
/** What was seen at a moment of a run. */
export type Sample = z.output<typeof Sample>;

const RunState = z.strictObject({
  settings: RunSettings,
  /** Name of its database; null for the embedded store. */
  database: z.string().nullable(),
  /** Acts that were played, and the length of the ledger behind them. */
  acts: z.int(),
  submissions: z.int(),
  ledgerBytes: z.int(),
  counts: z.strictObject({
    ...{ repeats: z.int(), steps: z.int(), dropped: z.int(), strayed: z.int(), retried: z.int() },
    ...{ acknowledged: z.int(), answersOverSmpp: z.int() },
  }),
  /** Of the database before the first report. */
  emptyBytes: z.number(),
  seconds: z.number(),
  samples: z.array(Sample),
});
/** How far a run has come. */
export type RunState = z.output<typeof RunState>;

/** Where a run keeps its ledger, its state and its reports. */
export interface RunFolder {
  readonly path: string;
  readonly ledger: string;
  readState(): Promise<RunState | null>;
  writeState(state: RunState): Promise<void>;
}

/** @throws UsageError where the folder holds a state that can't be read. */
export async function openRunFolder(path: string): Promise<RunFolder> {
  await mkdir(path, { recursive: true });
  const stateFile = join(path, 'state.json');
  return {
    path,
    ledger: join(path, 'ledger.tsv'),
    async readState() {
      const text = await readFile(stateFile, 'utf8').catch(() => null);
      if (text === null) return null;
      try {
        return RunState.parse(JSON.parse(text));
      } catch {
        throw new UsageError(`${stateFile} is of another version. Give another --dir.`);
      }
    },
    async writeState(state) {
      await writeWhole(stateFile, (write) => write(JSON.stringify(state)));
    },
  };
}
