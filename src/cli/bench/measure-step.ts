import { randomUUID } from 'node:crypto';
import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { visitDialogue } from './dialogue.ts';
import { type HttpConnection, openHttp } from './http-connection.ts';
import { laneCount, runLanes } from './lanes.ts';
import { makeDigits } from './made-up-reports.ts';
import { alternate, type Measurement, type Settings } from './measurement.ts';
import { token } from './server-child.ts';
import { visits } from './world.ts';

/**
 * A USSD step by HTTP: 64 phones walk dialogues that report a visit, from dialling to the submission, against an
 * Express handler that parses the same and calls Redis as often.
 */
export async function measureStep(bed: Bed, settings: Settings): Promise<Measurement> {
  const digits = makeDigits(bed.core.instrument, 'V', laneCount, new Date());
  const path = `/channels/at/ussd?token=${token}`;
  const ours = () => walk(bed.ours, path, digits, settings.seconds, isRight);
  const baseline = () => walk(bed.baseline, '/step', digits, settings.seconds, () => true);
  const runs = await alternate(settings, ours, baseline);
  const way = bed.core.config.redisUrl ? 'GET and SET' : 'no I/O';
  return { name: `USSD step, HTTP (baseline: Express, ${way})`, unit: 'steps/s', aim: 0.8, runs };
}

type Check = (body: string, isLast: boolean) => boolean;

/** The last screen ends the dialogue, the others go on: a wrong answer on the way would show. */
const isRight: Check = (body, isLast) => body.startsWith(isLast ? 'END ' : 'CON ');

async function walk(address: string, path: string, digits: readonly string[], seconds: number, check: Check) {
  const connections = await Promise.all(Array.from({ length: laneCount }, () => openHttp(address)));
  const calls = connections.map(() => 0);
  try {
    return await runLanes(seconds, async (lane, finished) => {
      const call = calls[lane] ?? 0;
      calls[lane] = call + 1;
      const visit = visits[(call * laneCount + lane) % visits.length];
      const [connection, typed] = [connections[lane], digits[lane]];
      if (!connection || !visit || !typed) return;
      await walkOnce(
        connection,
        path,
        visit.officer.msisdn,
        visitDialogue(visit.idbdt, typed),
        check,
        finished,
      );
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}

async function walkOnce(
  connection: HttpConnection,
  path: string,
  phoneNumber: string,
  dialogue: readonly (readonly string[])[],
  check: Check,
  finished: () => void,
): Promise<void> {
  const sessionId = randomUUID();
  for (const [at, tokens] of dialogue.entries()) {
    const form = { sessionId, phoneNumber, serviceCode: '*384*94#', text: tokens.join('*') };
    const { status, body } = await connection.post(path, form);
    if (status !== 200 || !check(body, at === dialogue.length - 1)) {
      throw new CommandFailure(`Step ${at} of a dialogue was answered ${status}: ${body}`);
    }
    finished();
  }
}
