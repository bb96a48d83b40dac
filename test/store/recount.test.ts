import fc from 'fast-check';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordRow } from '../../src/domain/report/types.ts';
import { rebuild } from '../../src/domain/report/withdraw.ts';
import { type FigureName, figureNames, nation } from '../../src/domain/workflow/progress.ts';
import { readMessages } from '../../src/flow-files.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { findHistories } from '../../src/store/histories.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { makeProgressReader } from '../../src/store/progress-reader.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { execute, query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { checkSums, recount } from '../../src/store/recount.ts';
import { trackHouseholds } from '../../src/store/track-progress.ts';
import { noonPlus, resetStore, sms } from '../contracts/store-fixtures.ts';
import { silentLog } from '../queue/silent-log.ts';
import { eachStore, freshPostgres } from '../support/database.ts';
import { instrument } from '../support/instrument.ts';
import { aStep, type Step, villages } from './field-steps.ts';

const rawBytes = makeRawBytes(null);
const counted = instrument.mapping.progress;

/** Workers on a store, and what may happen on it. Hours pass between messages. */
function openField(knex: Knex, workers: number) {
  let sent = 0;
  const clock = () => noonPlus(sent * 5 * 3_600);
  const inbox = makeInbox(knex, rawBytes);
  const drains = Array.from({ length: workers }, () =>
    makeProcessInbox({
      processing: makeProcessing(knex, rawBytes, clock),
      instrument,
      messages: readMessages(),
      clock,
      log: silentLog(),
      batchSize: 5,
    }),
  );
  const sums = makeProgressSums(knex);

  async function accept(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.kind !== 'message') continue;
      sent += 1;
      const raw = Buffer.from(step.text(sent));
      await inbox.accept([sms(`m${sent}`, { raw, sender: step.sender, receivedAt: clock() })]);
    }
  }
  const work = async () => {
    await Promise.all(drains.map((drain) => drain()));
  };

  /** A step of the status chain that is taken beside reports, as for a whole area. */
  async function takeStep(idbdt: string, isApproved: boolean): Promise<void> {
    await knex.transaction(async (trx) => {
      await query(trx, 'SELECT FROM prelist_households WHERE idbdt = :idbdt FOR NO KEY UPDATE', { idbdt });
      const sql = isApproved
        ? `UPDATE dtks.udrt SET status = '12', approved_by = 3, approved_at = :at WHERE "IDBDT" = :idbdt`
        : `UPDATE dtks.udrt SET status = '12a', approved_by = NULL, approved_at = NULL WHERE "IDBDT" = :idbdt`;
      await trackHouseholds(trx, counted, [idbdt], () => execute(trx, sql, { idbdt, at: clock() }));
    });
  }

  async function take(step: Step): Promise<void> {
    if (step.kind === 'message') await accept([step]);
    else if (step.kind === 'fold') await sums.fold(step.limit);
    else if (step.kind === 'recount') await recount(knex, counted);
    else await takeStep(step.idbdt, step.kind === 'approve');
  }
  return { accept, work, take, sums };
}

/** Both officers answer for both villages, so that households pass from one to the other. */
async function reset(knex: Knex): Promise<void> {
  await resetStore(knex);
  await execute(
    knex,
    `INSERT INTO officer_areas (officer_id, area_code) VALUES (4, '${villages[1]}'), (5, '${villages[0]}')`,
  );
}

/** What came to be in some run: a property of nothing would hold as well. */
const seen = new Set<FigureName | 'withdrawn' | 'claimed' | 'reviewed'>();

async function expectExact(knex: Knex): Promise<void> {
  const checked = await checkSums(knex, counted);
  expect(checked.differences).toEqual([]);
  expect(checked.compared).toBeGreaterThan(0);
  const area = await makeProgressReader(knex).readArea(nation);
  for (const name of figureNames) if ((area?.figures[name] ?? 0) > 0) seen.add(name);
  if ((area?.claimed.done ?? 0) > 0) seen.add('claimed');
  for (const state of ['withdrawn', 'reviewed'] as const) {
    const [row] = await query(knex, `SELECT FROM reports WHERE ${state}_at IS NOT NULL LIMIT 1`);
    if (row) seen.add(state);
  }
}

/** The columns that are counted by are those that the reports which count would have made alone. */
async function expectColumnsOfReports(knex: Knex): Promise<void> {
  const rows = await query<RecordRow>(
    knex,
    'SELECT "IDBDT", officer_id::text, visited_on, completed_on FROM dtks.udrt ORDER BY "IDBDT"',
  );
  const histories = await findHistories(
    knex,
    rows.map(({ IDBDT }) => String(IDBDT)),
  );
  const rebuilt = [...histories].map(([idbdt, { prelist, reports }]) => {
    const row = rebuild(instrument, prelist, reports).household;
    return {
      IDBDT: idbdt,
      officer_id: String(row?.officer_id),
      visited_on: row?.visited_on,
      completed_on: row?.completed_on,
    };
  });
  expect(rows).toEqual(rebuilt.sort((one, other) => (one.IDBDT < other.IDBDT ? -1 : 1)));
}

/** The same cases every time: what came to be in them is asserted too. */
const cases = { numRuns: 8, seed: 4 };
/** Some seconds on a machine that does nothing else. */
const timeoutMs = 240_000;

eachStore('the sums of progress', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());

  it(
    'equal a recount after any reports, corrections, withdrawals, proposals and steps, folded or not',
    async () => {
      const batches = fc.array(fc.array(aStep, { minLength: 1, maxLength: 8 }), {
        minLength: 3,
        maxLength: 6,
      });
      await fc.assert(
        fc.asyncProperty(batches, async (given) => {
          await reset(knex);
          const field = openField(knex, 1);
          for (const batch of given) {
            for (const step of batch) await field.take(step);
            await field.work();
            await expectExact(knex);
          }
          await expectColumnsOfReports(knex);
          while ((await field.sums.fold(100)) > 0);
          await expectExact(knex);
        }),
        cases,
      );
      expect([...seen].sort()).toEqual([...figureNames, 'withdrawn', 'claimed', 'reviewed'].sort());
    },
    timeoutMs,
  );

  describe('that were changed by hand', () => {
    beforeEach(async () => {
      await reset(knex);
      await makeProgressSums(knex).fold(100);
      await execute(
        knex,
        `UPDATE progress_areas SET target = target + 1 WHERE area_code = '94';
         INSERT INTO progress_officers (officer_id, day, held) VALUES (4, '2021-11-24', 2);
         INSERT INTO progress_deltas (area_code, day, visited) VALUES ('9415010001', '2021-11-24', 3)`,
      );
    });

    it('are told by area, officer, day and figure', async () => {
      const { differences } = await checkSums(knex, counted);
      const visited = { of: 'area', day: '2021-11-24', figure: 'visited', kept: 3, counted: 0 };
      expect(differences).toEqual([
        { ...visited, key: '00' },
        { of: 'area', key: '94', day: null, figure: 'target', kept: 41, counted: 40 },
        { ...visited, key: '94' },
        { ...visited, key: '9415' },
        { ...visited, key: '9415010' },
        { ...visited, key: '9415010001' },
        { of: 'officer', key: '4', day: '2021-11-24', figure: 'held', kept: 2, counted: 0 },
      ]);
    });

    it('are put right by a recount', async () => {
      expect(await recount(knex, counted)).toBe(6);
      await expectExact(knex);
      expect(await query(knex, 'SELECT FROM progress_deltas')).toEqual([]);
    });
  });
});

describe('the sums of progress, with two workers, folds and recounts at once', () => {
  let opened: Awaited<ReturnType<typeof freshPostgres>>;
  beforeAll(async () => {
    opened = await freshPostgres();
  });
  afterAll(() => opened.drop());

  it(
    'equal a recount at any moment',
    async () => {
      const { knex } = opened;
      await fc.assert(
        fc.asyncProperty(fc.array(aStep, { minLength: 30, maxLength: 60 }), async (steps) => {
          await reset(knex);
          const field = openField(knex, 2);
          await field.accept(steps);
          let isWorking = true;
          const others = steps.filter(({ kind }) => kind !== 'message');
          const meanwhile = async () => {
            for (const step of others) await field.take(step);
            while (isWorking) {
              await expectExact(knex);
              await field.sums.fold(3);
            }
          };
          const working = field.work().finally(() => {
            isWorking = false;
          });
          await Promise.all([working, meanwhile()]);
          await field.work();
          await expectExact(knex);
        }),
        cases,
      );
    },
    timeoutMs,
  );
});
