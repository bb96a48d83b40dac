import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { openHttp } from './http-connection.ts';
import { laneCount, runLanes } from './lanes.ts';
import { alternate, type Measurement, type Settings } from './measurement.ts';
import { token } from './server-child.ts';
import { makeSmsSource, receiver } from './sms-source.ts';

/** An SMS accepted by HTTP, that is committed, against an Express handler that parses it and stores nothing. */
export function measureAcceptHttp(bed: Bed, settings: Settings): Promise<Measurement> {
  return measureAgainst(bed, settings, { path: '/sms', what: 'Express', aim: 0.7 });
}

/** The same against a handler of `node:http` alone. */
export function measureAcceptLean(bed: Bed, settings: Settings): Promise<Measurement> {
  return measureAgainst(bed, settings, { path: '/lean', what: 'node:http', aim: 0.5 });
}

interface Baseline {
  readonly path: string;
  readonly what: string;
  /** Ratio to reach. */
  readonly aim: number;
}

async function measureAgainst(
  bed: Bed,
  settings: Settings,
  { path: beside, what, aim }: Baseline,
): Promise<Measurement> {
  const next = makeSmsSource(bed.core.instrument);
  const post = async (address: string, path: string) => {
    const connections = await Promise.all(Array.from({ length: laneCount }, () => openHttp(address)));
    try {
      return await runLanes(settings.seconds, async (lane, finished) => {
        const reply = await connections[lane]?.post(path, { ...next(), to: receiver });
        if (reply?.status !== 200) throw new CommandFailure(`An SMS was answered ${reply?.status}`);
        finished();
      });
    } finally {
      for (const connection of connections) connection.close();
    }
  };
  const ours = () => post(bed.ours, `/channels/at/sms?token=${token}`);
  const runs = await alternate(settings, ours, () => post(bed.baseline, beside));
  return { name: `SMS accepted, HTTP (baseline: ${what}, no I/O)`, unit: 'SMS/s', aim, runs };
}
