import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Figures, nation, noFigures, type ProgressDelta } from '../../src/domain/workflow/progress.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProgressReader } from '../../src/store/progress-reader.ts';
import { writeProgress } from '../../src/store/progress-rows.ts';
import { makeProgressSums } from '../../src/store/progress-sums.ts';
import { execute, query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { trackClaims } from '../../src/store/track-progress.ts';
import { noon, noonPlus, resetStore, sms } from './store-fixtures.ts';

const district = '9415010';
const village = '9415010001';
const otherVillage = '9415010002';
const otherDistrict = '9415020';
const farVillage = '9415020001';
const first = '2021-11-24';
const second = '2021-11-25';

function delta(
  village: string,
  officerId: number | null,
  day: string | null,
  figures: Partial<Figures>,
): ProgressDelta {
  return { village, officerId, day, figures: { ...noFigures, ...figures } };
}

/** Figures that are not zero. */
const some = (figures: Figures | undefined) =>
  Object.fromEntries(Object.entries(figures ?? {}).filter(([, count]) => count !== 0));

/** What every store keeps of the ports `ProgressReader` and `ProgressSums`. */
export function progressContract(knexOf: () => Knex): void {
  const reader = () => makeProgressReader(knexOf());
  const fold = (limit = 1_000) => makeProgressSums(knexOf()).fold(limit);
  const write = (...deltas: readonly ProgressDelta[]) => writeProgress(knexOf(), deltas);
  const waiting = () => query(knexOf(), 'SELECT FROM progress_deltas');

  beforeEach(async () => {
    await resetStore(knexOf());
    await execute(
      knexOf(),
      `INSERT INTO areas (code, name) VALUES ('${otherDistrict}', 'Distrik Misal'), ('${farVillage}', 'Kampung Jauh')`,
    );
  });

  describe('reading', () => {
    const before = [
      delta(village, 4, first, { visited: 3, complete: 1 }),
      delta(village, 4, second, { complete: 1, held: 2 }),
      delta(otherVillage, 5, second, { visited: 1, proposed: 1 }),
      delta(farVillage, 5, second, { visited: 7, refused: 1, notFound: 2 }),
    ];
    const after = [
      delta(village, 4, second, { held: -1, approved: 1 }),
      delta(village, 4, first, { visited: -1 }),
      delta(village, 5, first, { visited: 1 }),
    ];
    const inVillage = { target: 20, visited: 3, complete: 2, held: 1, approved: 1 };
    const inDistrict = { ...inVillage, target: 40, visited: 4, proposed: 1 };
    const inRegency = { ...inDistrict, visited: 11, refused: 1, notFound: 2 };

    it.each<[string, () => Promise<unknown>]>([
      ['nothing folded', async () => write(...before, ...after)],
      ['all folded', async () => write(...before, ...after).then(() => fold())],
      ['some folded', async () => write(...before).then(() => fold().then(() => write(...after)))],
      [
        'folded a row at a time',
        async () => {
          await write(...before, ...after);
          while ((await fold(1)) > 0);
          expect(await waiting()).toEqual([]);
        },
      ],
    ])('gives the same figures with %s', async (_, prepare) => {
      await prepare();
      const areas = await reader().readAreas([nation, '94', '9415', district, village]);
      expect(areas.map(({ code, name }) => [code, name])).toEqual([
        [nation, 'Indonesia'],
        ['94', 'Papua'],
        ['9415', 'Kabupaten Asmat'],
        [district, 'Distrik Contoh'],
        [village, 'Kampung Contoh'],
      ]);
      expect(areas.map(({ figures }) => some(figures))).toEqual([
        inRegency,
        inRegency,
        inRegency,
        inDistrict,
        inVillage,
      ]);
      expect((await reader().listDays(village)).map(({ day, figures }) => [day, some(figures)])).toEqual([
        [first, { visited: 3, complete: 1 }],
        [second, { complete: 1, held: 1, approved: 1 }],
      ]);
      const officers = await reader().listOfficers(district, 10);
      expect(officers.map(({ officerId, areas, figures }) => [officerId, areas, some(figures)])).toEqual([
        [4, [village], { target: 20, visited: 2, complete: 2, held: 1, approved: 1 }],
        [5, [otherVillage], { target: 20, visited: 9, proposed: 1, refused: 1, notFound: 2 }],
      ]);
    });

    it('lists what lies right below an area, also where nothing counts', async () => {
      const codesOf = async (parent: string) =>
        (await reader().listAreas(parent)).map(({ code, figures }) => [code, some(figures)]);
      expect(await codesOf(nation)).toEqual([['94', { target: 40 }]]);
      expect(await codesOf('9415')).toEqual([
        [district, { target: 40 }],
        [otherDistrict, {}],
      ]);
      expect(await codesOf(village)).toEqual([]);
    });

    it('knows areas that there are', async () => {
      expect(await reader().readArea('11')).toBeNull();
      expect(await reader().readArea(farVillage)).toMatchObject({ name: 'Kampung Jauh', figures: noFigures });
      expect(await reader().readArea(nation)).toMatchObject({ figures: { ...noFigures, target: 40 } });
    });

    it('lists officers up to a limit, and reads those asked for', async () => {
      expect(await reader().listOfficers(nation, 1)).toMatchObject([
        { officerId: 4, name: 'Contoh Enumerator' },
      ]);
      expect(await reader().readOfficers([5, 99])).toEqual(new Map([[5, { ...noFigures, target: 20 }]]));
    });

    it('leaves out days on which it came to nothing', async () => {
      await write(delta(village, 4, first, { held: 1 }), delta(village, 4, first, { held: -1 }));
      await fold();
      expect(await reader().listDays(nation)).toEqual([]);
    });
  });

  it('folds each difference once, however many fold at a time', async () => {
    for (let count = 0; count < 20; count += 1) {
      await write(delta(village, 4, first, { visited: 1 }), delta(otherVillage, 5, first, { visited: 1 }));
    }
    const folded = await Promise.all(Array.from({ length: 8 }, () => fold(7)));
    while ((await waiting()).length > 0) folded.push(await fold(7));
    // The demo's prelist is two differences more.
    expect(folded.reduce((sum, count) => sum + count, 0)).toBe(42);
    expect((await reader().readArea(nation))?.figures).toEqual({ ...noFigures, target: 40, visited: 40 });
  });

  describe('claims', () => {
    let count = 0;
    /** Somebody's claim of an area. @returns the id of its report. */
    async function claim(area: string, done: number, left = 0, refused = 0): Promise<string> {
      count += 1;
      const [accepted] = await makeInbox(knexOf(), makeRawBytes(null)).accept([sms(`claim-${count}`)]);
      const id = accepted?.id ?? '';
      await knexOf().transaction((trx) =>
        trackClaims(trx, [area], async () => {
          await execute(
            trx,
            `INSERT INTO reports (id, officer_id, sender, command, outcome, is_practice, problems, repairs, channel,
               source, codebook_version, received_at, processed_at)
             VALUES (:id, 2, '', 'LAPOR', 'accepted', false, '[]', '[]', 'at', 'sms', '', :noon, :noon)`,
            { id, noon },
          );
          await execute(
            trx,
            `INSERT INTO area_claims (report_id, area_code, officer_id, done, left_over, refused, claimed_at)
             VALUES (:id, :area, 2, :done, :left, :refused, :at)`,
            { id, area, done, left, refused, at: noonPlus(count) },
          );
        }),
      );
      return id;
    }
    const withdraw = (area: string, id: string) =>
      knexOf().transaction((trx) =>
        trackClaims(trx, [area], () =>
          execute(trx, 'UPDATE area_claims SET withdrawn_at = :noon WHERE report_id = :id', { id, noon }),
        ),
      );
    const claimed = async (code: string) =>
      Object.values((await reader().readArea(code))?.claimed ?? {}).join(' ');

    it('sum up the newest of each village, until the sub-district has its own', async () => {
      await claim(village, 5, 15);
      await claim(village, 8, 11, 1);
      await claim(otherVillage, 2, 18);
      await claim(farVillage, 1, 0, 0);
      await fold();
      expect(await claimed(village)).toBe('8 11 1');
      expect(await claimed(district)).toBe('10 29 1');
      expect(await claimed('9415')).toBe('11 29 1');
      const own = await claim(district, 30, 10, 0);
      expect(await claimed(district)).toBe('30 10 0');
      expect(await claimed(village)).toBe('8 11 1');
      await claim(otherVillage, 20);
      expect(await claimed(nation)).toBe('31 10 0');
      await withdraw(district, own);
      expect(await claimed(nation)).toBe('29 11 1');
    });

    it('of the villages of one sub-district at once come to their sum', async () => {
      await Promise.all([
        claim(village, 3),
        claim(otherVillage, 4),
        claim(village, 3),
        claim(otherVillage, 4),
      ]);
      await fold();
      expect(await claimed(nation)).toBe('7 0 0');
    });

    it('are none while nobody said anything', async () => {
      expect(await claimed(nation)).toBe('0 0 0');
      expect(await claimed(village)).toBe('0 0 0');
    });
  });
}
