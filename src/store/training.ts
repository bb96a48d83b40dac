import type { Knex } from 'knex';
import type { LessonResult, Trainee, TraineeResults, Training } from '../ports.ts';
import { execute, query } from './query.ts';

interface LessonRow extends LessonResult {
  readonly officerId: number;
}

/** Keeps what officers made of the training's quizzes. */
export function makeTraining(knex: Knex): Training {
  return {
    keep: async (result) =>
      (await execute(
        knex,
        `INSERT INTO training_results (officer_id, lesson, seed, asked, right_answers, wrong, given_by, finished_at)
         VALUES (:officerId, :lesson, :seed, :asked, :right, :wrong::text[], :givenBy, :finishedAt)
         ON CONFLICT (officer_id, lesson, seed) DO NOTHING`,
        { ...result },
      )) === 1,
    findTrainee: async (code) => {
      const [trainee] = await query<Trainee>(
        knex,
        `SELECT ${traineeColumns}, msisdn FROM officers WHERE code = :code AND ended_at IS NULL`,
        { code },
      );
      return trainee ?? null;
    },
    async listResults({ areas, after, limit }) {
      const trainees = await query<Omit<Trainee, 'msisdn'>>(
        knex,
        `SELECT ${traineeColumns} FROM officers
         WHERE role = 'enumerator' AND ended_at IS NULL AND code > :after
           AND (:areas::text[] IS NULL OR id IN (
             SELECT officer_id FROM officer_areas JOIN unnest(:areas::text[]) AS seen (code)
               -- A code begins with another: as a span the index finds it, whatever the database's collation.
               ON area_code BETWEEN seen.code AND seen.code || '9999999999'))
         ORDER BY code LIMIT :limit`,
        { areas, after: after ?? '', limit },
      );
      return withResults(knex, trainees);
    },
  };
}

const traineeColumns = `officers.id::integer, code, name, role,
  ARRAY(SELECT area_code FROM officer_areas WHERE officer_id = officers.id ORDER BY area_code) AS areas`;

async function withResults(
  knex: Knex,
  trainees: readonly Omit<Trainee, 'msisdn'>[],
): Promise<TraineeResults[]> {
  const officerIds = trainees.map(({ id }) => id);
  const [lessons, wrong] = await Promise.all([readLessons(knex, officerIds), readWrong(knex, officerIds)]);
  return trainees.map((trainee) => ({
    ...trainee,
    lessons: lessons
      .filter(({ officerId }) => officerId === trainee.id)
      .map(({ officerId: _, ...lesson }) => lesson),
    wrong: wrong.get(trainee.id) ?? [],
  }));
}

/** The best quiz of each lesson: of the largest share that is right; of those the one with most questions. */
function readLessons(knex: Knex, officerIds: readonly number[]): Promise<LessonRow[]> {
  return query<LessonRow>(
    knex,
    `SELECT DISTINCT ON (officer_id, lesson) officer_id::integer AS "officerId", lesson, asked,
       right_answers AS "right",
       (count(*) OVER own)::integer AS quizzes, max(finished_at) OVER own AS "lastAt"
     FROM training_results WHERE officer_id = ANY (:officerIds::bigint[])
     WINDOW own AS (PARTITION BY officer_id, lesson)
     ORDER BY officer_id, lesson, right_answers::real / asked DESC, asked DESC`,
    { officerIds },
  );
}

async function readWrong(knex: Knex, officerIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await query<{ officerId: number; columns: string[] }>(
    knex,
    `SELECT officer_id::integer AS "officerId", (array_agg(item ORDER BY times DESC, item))[1:3] AS columns
     FROM (
       SELECT officer_id, item, count(*) AS times FROM training_results, unnest(wrong) AS item
       WHERE officer_id = ANY (:officerIds::bigint[]) GROUP BY officer_id, item
     ) AS counted GROUP BY officer_id`,
    { officerIds },
  );
  return new Map(rows.map(({ officerId, columns }) => [officerId, columns]));
}
