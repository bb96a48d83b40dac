import type { CommandContext } from '../context.ts';
import { type Bed, makeBed } from './bed.ts';
import { describeMachine, type Machine, withServers } from './machine.ts';
import { measureAcceptCall } from './measure-accept-call.ts';
import { measureAcceptHttp, measureAcceptLean } from './measure-accept-http.ts';
import { measureEngine } from './measure-engine.ts';
import { measureGrowth } from './measure-growth.ts';
import { measureLatency } from './measure-latency.ts';
import { measureLoad } from './measure-load.ts';
import { measureProcess } from './measure-process.ts';
import { measureRead } from './measure-read.ts';
import { measureStep } from './measure-step.ts';
import type { Measurement, Settings } from './measurement.ts';
import type { Result } from './result.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** What `--only` takes, in the order of the result. */
export const parts = ['step', 'accept', 'process', 'latency', 'growth', 'read'] as const;
export type Part = (typeof parts)[number];
/** What is measured without `--only`: filling a store takes longer than all the rest. */
export const usualParts: readonly Part[] = ['step', 'accept', 'process', 'read'];

type StoredMeasure = (bed: Bed, settings: Settings) => Promise<Measurement>;
type PureMeasure = (settings: Settings) => Promise<Measurement>;

const onStore: Readonly<Record<Part, readonly StoredMeasure[]>> = {
  step: [measureLoad, measureStep],
  accept: [measureAcceptCall, measureAcceptHttp, measureAcceptLean],
  process: [measureProcess],
  latency: [measureLatency],
  growth: [measureGrowth],
  read: [],
};
const withoutStore: Readonly<Partial<Record<Part, readonly PureMeasure[]>>> = {
  read: [measureRead, measureEngine],
};

/** Measures the chosen parts one after the other; a store is made, and removed again, where one is needed. */
export async function measureAll(
  context: CommandContext,
  settings: Settings,
  chosen: readonly Part[],
): Promise<Result> {
  const machine = describeMachine();
  const stored = chosen.flatMap((part) => onStore[part]);
  const first = stored.length > 0 ? await measureOnStore(context, settings, stored, machine) : null;
  const measurements = [...(first?.measurements ?? [])];
  for (const take of chosen.flatMap((part) => withoutStore[part] ?? []))
    measurements.push(await take(settings));
  return { machine: first?.machine ?? machine, settings, measurements };
}

function measureOnStore(
  context: CommandContext,
  settings: Settings,
  stored: readonly StoredMeasure[],
  machine: Machine,
) {
  return untilInterrupted(async (stopped) => {
    const bed = await makeBed(context);
    try {
      const measurements: Measurement[] = [];
      for (const take of stored) measurements.push(await Promise.race([take(bed, settings), stopped]));
      return { machine: await withServers(machine, bed.core), measurements };
    } finally {
      await bed.remove();
    }
  });
}
