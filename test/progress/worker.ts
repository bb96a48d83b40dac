import type { Knex } from 'knex';
import type { Instrument } from '../../src/domain/instrument/instrument.ts';
import { readMessages } from '../../src/flow-files.ts';
import type { InboundMessage, Processing } from '../../src/ports.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { silentLog } from '../queue/silent-log.ts';

/** An inbox and the worker that reads it. */
export interface Worker {
  /** @returns the id of the first. */
  accept(messages: readonly InboundMessage[]): Promise<string | null>;
  work(): Promise<void>;
}

/** @param around gives the worker's batches another ending. */
export function makeWorker(
  knex: Knex,
  instrument: Instrument,
  clock: () => Date,
  around: (processing: Processing) => Processing = (processing) => processing,
): Worker {
  const rawBytes = makeRawBytes(null);
  const inbox = makeInbox(knex, rawBytes);
  const processInbox = makeProcessInbox({
    processing: around(makeProcessing(knex, rawBytes, clock)),
    instrument,
    messages: readMessages(),
    clock,
    log: silentLog(),
  });
  return {
    accept: async (messages) => (await inbox.accept(messages))[0]?.id ?? null,
    work: async () => {
      await processInbox();
    },
  };
}
