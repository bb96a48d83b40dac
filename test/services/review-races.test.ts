import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../../src/flow-files.ts';
import type { InboundMessage, Processing } from '../../src/ports.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { readRecord } from '../../src/store/record.ts';
import { enumerator, household, noon, noonPlus, resetStore, sms } from '../contracts/store-fixtures.ts';
import { silentLog } from '../queue/silent-log.ts';
import { freshPostgres } from '../support/database.ts';
import { instrument } from '../support/instrument.ts';
import { members, wholeDigits } from '../support/sms.ts';
import { openInboxBench } from './inbox-bench.ts';

const pengawas = '+6281200000011';
const secondPhone = '+6281200000012';
const rawBytes = makeRawBytes(null);
const messages = readMessages();

/**
 * Two who settle one report at the same moment: both workers have found it before either has its household. On
 * PostgreSQL alone, as the embedded store runs transactions one after another.
 */
describe('two who settle a held report at once', () => {
  let opened: Awaited<ReturnType<typeof freshPostgres>>;
  let receipt = '';
  beforeAll(async () => {
    opened = await freshPostgres();
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    const { knex } = opened;
    await resetStore(knex);
    await knex.raw(`INSERT INTO officer_numbers (officer_id, msisdn)
      SELECT id, '${secondPhone}' FROM officers WHERE msisdn = '${pengawas}'`);
    const bench = openInboxBench(knex);
    const { man, woman } = members;
    const texts = [
      `RT 7-16 ${wholeDigits}`,
      `ART 7-16 01${man.digits} 02${woman.digits}`,
      `ART 7-16 03${man.digits}`,
    ];
    const came = await bench.send(...texts);
    expect(came.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'held']);
    receipt = bench.receiptOf(3);
  });

  /** Both workers have read; the one with the first message has its household first. */
  async function settleAtOnce(
    ...sent: readonly (readonly [sender: string, text: string])[]
  ): Promise<string[]> {
    const { knex } = opened;
    const rows = sent.map(
      ([sender, text], index): InboundMessage =>
        sms(`r${index}`, { sender, raw: Buffer.from(text), receivedAt: noonPlus(3600) }),
    );
    const accepted = await makeInbox(knex, rawBytes).accept(rows);
    const ids = accepted.flatMap(({ id }) => id ?? []);
    const meeting = { meet: barrier(sent.length), lock: barrier(1), firstId: ids[0] ?? '' };
    await Promise.all(sent.map(() => drainAlone(meeting)));
    const read = await query<{ reason: string }>(
      knex,
      'SELECT coalesce(reason, outcome) AS reason FROM reports WHERE id = ANY (:ids::bigint[]) ORDER BY id',
      { ids },
    );
    return read.map(({ reason }) => reason);
  }

  /** A worker that takes one message at a time. */
  function drainAlone({ meet, lock, firstId }: Meeting): Promise<number> {
    const plain = makeProcessing(opened.knex, rawBytes, () => noon);
    const processing: Processing = {
      processBatch: (limit, work) =>
        plain.processBatch(limit, (claimed, lookup) =>
          work(claimed, {
            ...lookup,
            findHouseholds: async (idbdts) => {
              await meet.come();
              const isFirst = claimed[0]?.id === firstId;
              if (!isFirst) await lock.opened;
              const found = await lookup.findHouseholds(idbdts);
              if (isFirst) lock.come();
              return found;
            },
          }),
        ),
    };
    const parts = { processing, instrument, messages, clock: () => noon, log: silentLog(), batchSize: 1 };
    return makeProcessInbox(parts)();
  }

  const third = async () => (await readRecord(opened.knex, instrument, household))?.udart[2];

  it.each([
    ['SETUJU before TOLAK', ['SETUJU', 'TOLAK'], ['accepted', 'already-reviewed'], 'ACTIVE'],
    ['TOLAK before SETUJU', ['TOLAK', 'SETUJU'], ['accepted', 'already-reviewed'], 'COPY'],
    ['SETUJU before BATAL', ['SETUJU', 'BATAL'], ['accepted', 'accepted'], 'COPY'],
    ['BATAL before SETUJU', ['BATAL', 'SETUJU'], ['accepted', 'already-withdrawn'], 'COPY'],
  ] as const)('%s: the second reads what the first did', async (_, verbs, came, status) => {
    const sent = verbs.map((verb, index) => {
      const ofTeam = index === 0 ? pengawas : secondPhone;
      const text = `${verb} ${receipt}${verb === 'TOLAK' ? ' salah' : ''}`;
      return [verb === 'BATAL' ? enumerator : ofTeam, text] as const;
    });
    expect(await settleAtOnce(...sent)).toEqual(came);
    expect((await third())?.row_status).toBe(status);
  });
});

interface Meeting {
  /** Where both come after they have read. */
  readonly meet: Barrier;
  /** Opened by the first when it has its household. */
  readonly lock: Barrier;
  readonly firstId: string;
}

interface Barrier {
  come(): Promise<void>;
  readonly opened: Promise<void>;
}

/** Lets nobody on before so many have come; who comes later goes on at once. */
function barrier(count: number): Barrier {
  let waiting = count;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    come() {
      waiting -= 1;
      if (waiting <= 0) open();
      return opened;
    },
  };
}
