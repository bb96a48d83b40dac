import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { openHttp } from './http-connection.ts';
import { laneCount, runLanes } from './lanes.ts';
import { alternate, type Measurement, type Settings } from './measurement.ts';
import { token } from './server-child.ts';
import { makeSmsSource, receiver } from './sms-source.ts';

/** An SMS accepted by HTTP, against an Express route that inserts a row and answers. */
export async function measureAcceptHttp(bed: Bed, settings: Settings): Promise<Measurement> {
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
  const runs = await alternate(settings, ours, () => post(bed.baseline, '/sms'));
  const name = 'SMS accepted, HTTP (baseline: Express, an INSERT each)';
  return { name, unit: 'SMS/s', aim: 2, runs };
}
