import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { nation, noFigures } from '../../src/domain/workflow/progress.ts';
import { makeAreaDetails } from '../../src/store/area-details.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { writeProgress } from '../../src/store/progress-rows.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { execute, query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { noon, resetStore, sms } from './store-fixtures.ts';

const village = '9415010001';
const otherVillage = '9415010002';

/** What every store keeps of the port `AreaDetails`. */
export function areaDetailsContract(knexOf: () => Knex): void {
  const details = () => makeAreaDetails(knexOf());
  const fold = () => makeProgressSums(knexOf()).fold(1_000);
  let sent = 0;

  beforeEach(async () => {
    await resetStore(knexOf());
    sent = 0;
  });

  /** Reports of households, one statement. */
  async function report(
    rows: readonly { idbdt: string | null; at: string; channel?: string; isPractice?: boolean }[],
  ): Promise<string[]> {
    sent += rows.length;
    const accepted = await makeInbox(knexOf(), makeRawBytes(null)).accept(
      rows.map((_, at) => sms(`report-${sent - at}`)),
    );
    const ids = accepted.flatMap(({ id }) => id ?? []);
    await execute(
      knexOf(),
      `INSERT INTO reports (id, officer_id, sender, command, outcome, is_practice, problems, repairs, channel, source,
         codebook_version, received_at, processed_at, idbdt)
       SELECT id, 2, '', 'V', 'accepted', practice, '[]', '[]', channel, 'sms', '', at, at, idbdt
       FROM unnest(:ids::bigint[], :practice::boolean[], :channels::text[], :times::timestamptz[], :idbdts::text[])
         AS given (id, practice, channel, at, idbdt)`,
      {
        ids,
        practice: rows.map(({ isPractice }) => isPractice ?? false),
        channels: rows.map(({ channel }) => channel ?? 'at'),
        times: rows.map(({ at }) => at),
        idbdts: rows.map(({ idbdt }) => idbdt),
      },
    );
    return ids;
  }

  describe('messages by channel and day', () => {
    const inVillage = `${village}000007`;
    const reports = [
      { idbdt: inVillage, at: '2021-11-24T14:59:59Z' },
      // Midnight in Papua, where it is nine hours later than in Greenwich.
      { idbdt: inVillage, at: '2021-11-24T15:00:00Z' },
      { idbdt: inVillage, at: '2021-11-24T03:00:00Z', channel: 'hutan' },
      { idbdt: `${otherVillage}000001`, at: '2021-11-24T03:00:00Z' },
      { idbdt: null, at: '2021-11-24T16:59:59Z' },
      { idbdt: inVillage, at: '2021-11-24T03:00:00Z', isPractice: true },
    ];

    it.each([
      ['folded', async () => void (await fold())],
      ['not folded', async () => undefined],
    ])('are counted at every level, %s', async (_label, then) => {
      await report(reports);
      await then();
      const days = async (code: string) =>
        (await details().listChannelDays(code)).map(
          ({ day, channel, messages }) => `${day} ${channel} ${messages}`,
        );
      expect(await days(village)).toEqual(['2021-11-24 at 1', '2021-11-24 hutan 1', '2021-11-25 at 1']);
      expect(await days('9415')).toEqual(['2021-11-24 at 2', '2021-11-24 hutan 1', '2021-11-25 at 1']);
      // What is of no household is of the nation alone.
      expect(await days(nation)).toEqual(['2021-11-24 at 3', '2021-11-24 hutan 1', '2021-11-25 at 1']);
      expect(await days('11')).toEqual([]);
    });

    it('fold to one row an area, day and channel', async () => {
      await report(reports);
      await report(reports.slice(0, 1));
      while ((await fold()) > 0);
      expect(await query(knexOf(), 'SELECT FROM channel_day_deltas')).toEqual([]);
      const [row] = await query(
        knexOf(),
        `SELECT messages FROM channel_days WHERE area_code = :village AND day = '2021-11-24' AND channel = 'at'`,
        { village },
      );
      expect(row).toEqual({ messages: 2 });
    });
  });

  it('lists the regencies of a province, and of the nation', async () => {
    await execute(
      knexOf(),
      `INSERT INTO areas (code, name) VALUES ('31', 'DKI Misal'), ('3171', 'Kota Misal')`,
    );
    const codes = async (within: string) => (await details().listRegencies(within)).map(({ code }) => code);
    expect(await codes('94')).toEqual(['9415']);
    expect(await codes(nation)).toEqual(['3171', '9415']);
    expect((await details().listRegencies('94'))[0]?.figures.target).toBe(40);
  });

  describe('silent villages', () => {
    const visit = (code: string, day: string, visited = 1) =>
      writeProgress(knexOf(), [{ village: code, officerId: 4, day, figures: { ...noFigures, visited } }]);
    const silent = async (code: string, since = '2021-11-23') =>
      (await details().listSilent(code, since, 10)).map(({ code: found, lastDay }) => [found, lastDay]);

    it('are those not heard since a day, the longest silent first', async () => {
      await visit(village, '2021-11-22');
      expect(await silent('9415')).toEqual([
        [otherVillage, null],
        [village, '2021-11-22'],
      ]);
      await visit(village, '2021-11-23');
      expect(await silent('9415010')).toEqual([[otherVillage, null]]);
      await fold();
      expect(await silent('9415')).toEqual([[otherVillage, null]]);
      expect(await silent('9471')).toEqual([]);
    });

    it('are not those that are through', async () => {
      await visit(village, '2021-11-01', 20);
      expect(await silent('9415')).toEqual([[otherVillage, null]]);
    });
  });

  it("counts hindrances of each area's newest claim", async () => {
    const claims = [
      [village, '{1,4}', noon],
      [village, '{1,3}', new Date(noon.getTime() + 1)],
      [otherVillage, '{1}', noon],
      ['9415010', '{9}', noon],
    ] as const;
    for (const [area, hindrances, at] of claims) {
      const [id = ''] = await report([{ idbdt: null, at: noon.toISOString() }]);
      await execute(
        knexOf(),
        `INSERT INTO area_claims (report_id, area_code, officer_id, done, left_over, refused, hindrances, claimed_at)
         VALUES (:id, :area, 2, 1, 1, 0, :hindrances::smallint[], :at)`,
        { id, area, hindrances, at },
      );
    }
    expect(await details().countHindrances('9415')).toEqual([
      { code: 1, areas: 2 },
      { code: 3, areas: 1 },
      { code: 9, areas: 1 },
    ]);
    expect(await details().countHindrances(otherVillage)).toEqual([{ code: 1, areas: 1 }]);
    expect(await details().countHindrances('31')).toEqual([]);
  });

  it('lists households of a village page by page, those of others left out', async () => {
    const first = await details().listHouseholds(village, null, 12);
    expect(first[0]).toEqual({
      idbdt: `${village}000001`,
      headName: 'Contoh Satu',
      address: 'Jalan Contoh 1',
      visitedOn: null,
      completedOn: null,
      status: null,
    });
    const rest = await details().listHouseholds(village, first.at(-1)?.idbdt ?? '', 100);
    expect([first.length, rest.length, rest.at(-1)?.idbdt]).toEqual([12, 8, `${village}000020`]);
  });
}
