import type { Knex } from 'knex';
import type { NikAreas } from '../../src/domain/identity/nik-areas.ts';
import { receiptCode } from '../../src/domain/identity/receipt.ts';
import type { BackCheckDraw } from '../../src/domain/workflow/back-check.ts';
import { readMessages } from '../../src/flow-files.ts';
import type { InboundMessage } from '../../src/ports.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { readRecord } from '../../src/store/record.ts';
import { noonPlus, sms } from '../contracts/store-fixtures.ts';
import { silentLog } from '../queue/silent-log.ts';
import { instrument } from '../support/instrument.ts';

const rawBytes = makeRawBytes(null);
const messages = readMessages();

/** What came of one message. */
export interface Reading {
  readonly outcome: string;
  readonly reason: string | null;
  readonly form: string | null;
  readonly idbdt: string | null;
  readonly answer: string | null;
}

/** An inbox with the worker that reads it, on a real store; a minute passes between messages. */
export function openInboxBench(
  knex: Knex,
  nikAreas: NikAreas = { isUnknown: () => false },
  draw?: BackCheckDraw,
) {
  const inbox = makeInbox(knex, rawBytes);
  let count = 0;
  const clock = () => noonPlus(60 * count);
  const processInbox = makeProcessInbox({
    processing: makeProcessing(knex, rawBytes, clock),
    instrument,
    messages,
    clock,
    log: silentLog(),
    nikAreas: async () => nikAreas,
    ...(draw ? { draw } : {}),
  });

  function messageOf(text: string | Partial<InboundMessage>): InboundMessage {
    count += 1;
    const changes = typeof text === 'string' ? { raw: Buffer.from(text) } : text;
    return sms(`m${count}`, { receivedAt: clock(), ...changes });
  }

  /** Hands in messages as one batch. @returns what came of each. */
  async function send(...texts: readonly (string | Partial<InboundMessage>)[]): Promise<Reading[]> {
    const accepted = await inbox.accept(texts.map(messageOf));
    await processInbox();
    const ids = accepted.map(({ id }) => id);
    return query<Reading>(
      knex,
      `SELECT outcome, reason, form, idbdt, outbox.text AS answer
       FROM reports LEFT JOIN outbox ON outbox.inbox_id = reports.id
       WHERE reports.id = ANY (:ids::bigint[]) ORDER BY reports.id`,
      { ids },
    );
  }

  return {
    send,
    record: (idbdt: string) => readRecord(knex, instrument, idbdt),
    /** The receipt of the nth message, from 1, if it was an SMS and read at the first try. */
    receiptOf: (nth: number) => receiptCode(String(nth), 0),
  };
}
