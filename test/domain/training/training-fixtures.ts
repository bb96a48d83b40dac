import { type Lesson, lessonOf } from '../../../src/domain/training/lesson.ts';
import { makeQuiz, type Quiz } from '../../../src/domain/training/quiz.ts';
import { readHouseKinds } from '../../../src/flow-files.ts';
import { instrument } from '../../support/instrument.ts';

export const kinds = readHouseKinds(instrument);

/** A lesson of the shipped instrument. */
export function lessonNamed(id: string): Lesson {
  const lesson = lessonOf(instrument, id);
  if (!lesson) throw new Error(`There is no lesson ${id}`);
  return lesson;
}

export function quizOf(id: string, seed: number): Quiz {
  return makeQuiz(instrument, kinds, lessonNamed(id), seed);
}
