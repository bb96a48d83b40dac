import type { Bed } from './bed.ts';
import { openHttp } from './http-connection.ts';
import { laneCount, runLanes } from './lanes.ts';
import { type Measurement, repeat, type Settings } from './measurement.ts';

/** What the load generator itself can do, against a server that answers by Node alone: no figure goes above it. */
export async function measureLoad({ baseline }: Bed, settings: Settings): Promise<Measurement> {
  const post = async () => {
    const connections = await Promise.all(Array.from({ length: laneCount }, () => openHttp(baseline)));
    try {
      return await runLanes(settings.seconds, async (lane, finished) => {
        await connections[lane]?.post('/nothing', { text: '1*716*10112411*1' });
        finished();
      });
    } finally {
      for (const connection of connections) connection.close();
    }
  };
  const name = 'the load generator, against node:http answering at once';
  return { name, unit: 'requests/s', aim: null, runs: await repeat(settings, post) };
}
