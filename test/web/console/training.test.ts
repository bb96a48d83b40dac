import { afterAll, beforeAll, expect, it } from 'vitest';
import { packBlock } from '../../../src/domain/instrument/digits.ts';
import { lessonsOf } from '../../../src/domain/training/lesson.ts';
import { makeQuiz } from '../../../src/domain/training/quiz.ts';
import { readHouseKinds } from '../../../src/flow-files.ts';
import { query } from '../../../src/store/query.ts';
import { eachStore } from '../../support/database.ts';
import { instrument } from '../../support/instrument.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

const officer = '1000044';
const kinds = readHouseKinds(instrument);
const lessons = lessonsOf(instrument);

/** What somebody types who knows. */
function rightAnswers(lesson: (typeof lessons)[number], seed: number): Record<string, string> {
  const { items, house } = makeQuiz(instrument, kinds, lesson, seed);
  const single = items.map((item, at) => [
    `q${at + 1}`,
    packBlock({ ...lesson.block, items: [item] }, house),
  ]);
  return {
    officer,
    seed: String(seed),
    whole: packBlock(lesson.block, house),
    ...Object.fromEntries(single),
  };
}

eachStore('the training in the console', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    opened = await open();
    world = await openConsole(opened.knex);
  });
  afterAll(() => opened.drop());

  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
    'teaches and asks %s',
    async (id, lesson) => {
      const path = `/training/lessons/${id}`;
      const taught = await world.send('korcam', { method: 'get', path });
      for (const { label } of lesson.block.items) expect(taught.text).toContain(label.id.split(/[&'"]/)[0]);
      const begun = await world.send('korcam', { method: 'get', path: `${path}/quiz`, fields: { officer } });
      expect(begun.headers.location).toMatch(
        new RegExp(`^${path}/quiz\\?officer=${officer}&seed=[1-9]\\d*$`),
      );
      const fields = rightAnswers(lesson, 5);
      const asked = lesson.block.items.length < 4 ? lesson.block.items.length + 1 : 5;
      const marked = await world.send('korcam', { method: 'post', path: `${path}/quiz`, fields });
      expect(marked.text).toContain(`${asked} dari ${asked} benar`);
    },
  );

  it('keeps the first answers, and says so of later ones', async () => {
    const path = '/training/lessons/rt-housing/quiz';
    const [lesson] = lessons.filter(({ id }) => id === 'rt-housing');
    if (!lesson) throw new Error('There is no lesson about housing');
    const right = rightAnswers(lesson, 6);
    const first = await world.send('korkab', { method: 'post', path, fields: { ...right, whole: '1' } });
    expect(first.text).toContain('Hasil ini disimpan');
    const second = await world.send('korkab', { method: 'post', path, fields: right });
    expect(second.text).toContain('Jawaban pertama yang dihitung');
    const rows = await query(
      opened.knex,
      'SELECT right_answers, given_by FROM training_results WHERE seed = 6',
    );
    expect(rows).toEqual([{ right_answers: 4, given_by: 'korkab' }]);
  });

  it('shows results to those above the officer, and to nobody of another regency', async () => {
    const page = { method: 'get', path: '/training/results' } as const;
    expect((await world.send('korcam', page)).text).toContain('Contoh Enumerator');
    expect((await world.send('stranger', page)).text).not.toContain('Contoh Enumerator');
    const csv = { method: 'get', path: '/training/results.csv' } as const;
    expect((await world.send('korcam', csv)).text).toMatch(
      /1000044,Contoh Enumerator,9415010001,.*Perumahan,\d+,/,
    );
    expect((await world.send('stranger', csv)).text).not.toContain('1000044');
    const api = { method: 'get', path: '/api/v1/training/results' } as const;
    expect((await world.send('korwil', api)).body).toMatchObject({
      officers: [{ code: '1000044', areas: ['9415010001'] }, { lessons: [] }],
      next: null,
    });
    expect((await world.send('stranger', api)).body).toEqual({ officers: [], next: null });
  });

  it.each([
    ['an unknown lesson', '/training/lessons/rt-garden'],
    ['an officer who is not there', '/training/lessons/rt-housing/quiz?officer=1000001'],
  ])('finds nothing for %s', async (_, path) => {
    expect((await world.send('admin', { method: 'get', path })).status).toBe(404);
  });
});
