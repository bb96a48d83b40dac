import { makeGroupCommit } from '../../services/group-commit.ts';
import { isStoreUnreachable } from '../../store/connect.ts';
import { CommandFailure } from '../errors.ts';
import type { Bed } from './bed.ts';
import { runLanes } from './lanes.ts';
import { alternate, type Measurement, type Settings } from './measurement.ts';
import { makeSmsSource, receiver } from './sms-source.ts';

/** An SMS committed, at the store call: together with what comes at the same time, against one INSERT each. */
export async function measureAcceptCall(bed: Bed, { runs, seconds }: Settings): Promise<Measurement> {
  const { knex, inbox } = bed.core;
  const next = makeSmsSource(bed.core.instrument);
  const { commit } = makeGroupCommit(inbox.accept, { maxBatch: 1_000, isStoreUnreachable });
  const ours = () =>
    runLanes(seconds, async (_, finished) => {
      const { id, from, text } = next();
      const raw = Buffer.from(text);
      const rest = { receiver, sender: from, receivedAt: new Date(), sentAt: null };
      const { duplicate } = await commit({ channel: 'at', providerId: id, kind: 'sms', raw, ...rest });
      if (duplicate) throw new CommandFailure('A message that is new was taken for a duplicate');
      finished();
    });
  const baseline = () =>
    runLanes(seconds, async (_, finished) => {
      const { id, from, text } = next();
      const row = {
        channel: 'at',
        kind: 'sms',
        provider_id: id,
        sender: from,
        receiver,
        raw: Buffer.from(text),
      };
      await knex('inbox').insert({ ...row, is_encrypted: false, received_at: new Date(), sent_at: null });
      finished();
    });
  const name = 'SMS accepted, store call, 64 at once (baseline: an INSERT each)';
  return { name, unit: 'SMS/s', aim: 5, runs: await alternate({ runs, seconds }, ours, baseline) };
}
