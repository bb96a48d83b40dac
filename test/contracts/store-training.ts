import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { QuizResult, Trainee, Training } from '../../src/ports.ts';
import { query } from '../../src/store/query.ts';
import { makeTraining } from '../../src/store/training.ts';
import { noon, noonPlus, resetStore } from './store-fixtures.ts';

/** What every store keeps of the port `Training`. */
export function trainingContract(knexOf: () => Knex): void {
  let training: Training;
  let first: Trainee;
  let second: Trainee;

  const result = (changes: Partial<QuizResult> = {}): QuizResult => ({
    officerId: first.id,
    lesson: 'rt-housing',
    seed: 1,
    asked: 5,
    right: 3,
    wrong: ['lantai', 'atap'],
    givenBy: 'contoh',
    finishedAt: noon,
    ...changes,
  });
  const list = (areas: readonly string[] | null, after: string | null = null, limit = 10) =>
    training.listResults({ areas, after, limit });

  beforeEach(async () => {
    const knex = knexOf();
    await resetStore(knex);
    training = makeTraining(knex);
    const codes = await query<{ code: string }>(
      knex,
      `SELECT code FROM officers WHERE role = 'enumerator' ORDER BY code`,
    );
    const [one, other] = await Promise.all(codes.map(({ code }) => training.findTrainee(code)));
    if (!one || !other) throw new Error('The demo area has two enumerators');
    first = one;
    second = other;
  });

  it('finds officers in post by their code, and nobody else', async () => {
    expect(first).toMatchObject({ msisdn: '+6281200000001', role: 'enumerator', areas: ['9415010001'] });
    expect(await training.findTrainee('0000000')).toBeNull();
    await knexOf().raw('UPDATE officers SET ended_at = now() WHERE id = ?', [first.id]);
    expect(await training.findTrainee(first.code)).toBeNull();
  });

  it('keeps the first answers to a quiz, also of two at once', async () => {
    const kept = await Promise.all([training.keep(result()), training.keep(result({ right: 5, wrong: [] }))]);
    expect(kept.toSorted()).toEqual([false, true]);
    expect(await training.keep(result({ right: 5 }))).toBe(false);
    expect((await list(null))[0]?.lessons).toHaveLength(1);
    expect((await list(null))[0]?.lessons[0]?.quizzes).toBe(1);
  });

  it('takes the same quiz of another officer, lesson or seed', async () => {
    await training.keep(result());
    expect(await training.keep(result({ officerId: second.id }))).toBe(true);
    expect(await training.keep(result({ lesson: 'rt-assets' }))).toBe(true);
    expect(await training.keep(result({ seed: 2 }))).toBe(true);
  });

  it('lists the best quiz of each lesson, how many there were, and the newest', async () => {
    await training.keep(result({ seed: 1, right: 2 }));
    await training.keep(result({ seed: 2, right: 4, finishedAt: noonPlus(60) }));
    await training.keep(result({ seed: 3, right: 3, finishedAt: noonPlus(120) }));
    await training.keep(result({ lesson: 'kk-family-cards', asked: 3, right: 3 }));
    expect((await list(null))[0]?.lessons).toEqual([
      { lesson: 'kk-family-cards', quizzes: 1, asked: 3, right: 3, lastAt: noon },
      { lesson: 'rt-housing', quizzes: 3, asked: 5, right: 4, lastAt: noonPlus(120) },
    ]);
  });

  it('names the three columns that go wrong most often', async () => {
    await training.keep(result({ seed: 1, wrong: ['lantai', 'daya', 'atap'] }));
    await training.keep(result({ seed: 2, wrong: ['daya', 'fasbab'] }));
    await training.keep(result({ seed: 3, wrong: ['daya', 'fasbab'] }));
    expect((await list(null))[0]?.wrong).toEqual(['daya', 'fasbab', 'atap']);
  });

  it('lists enumerators without a result too, and only them', async () => {
    await training.keep(result({ officerId: second.id }));
    const listed = await list(null);
    expect(listed.map(({ code, lessons }) => [code, lessons.length])).toEqual([
      [first.code, 0],
      [second.code, 1],
    ]);
    expect(listed.every(({ role }) => role === 'enumerator')).toBe(true);
  });

  describe('lists those with an area in', () => {
    it.each([
      ['a village', ['9415010001'], ['+6281200000001']],
      ['the sub-district', ['9415010'], ['+6281200000001', '+6281200000002']],
      ['the regency', ['9415'], ['+6281200000001', '+6281200000002']],
      ['several', ['9416', '9415010002'], ['+6281200000002']],
      ['another regency', ['9416'], []],
      ['none', [], []],
    ])('%s', async (_, areas, msisdns) => {
      const numbers = new Map([first, second].map(({ id, msisdn }) => [id, msisdn]));
      expect((await list(areas)).map(({ id }) => numbers.get(id))).toEqual(msisdns);
    });
  });

  it('goes on after an officer', async () => {
    expect((await list(null, null, 1)).map(({ code }) => code)).toEqual([first.code]);
    expect((await list(null, first.code, 1)).map(({ code }) => code)).toEqual([second.code]);
    expect(await list(null, second.code, 1)).toEqual([]);
  });
}
