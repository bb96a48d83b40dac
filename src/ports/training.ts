import type { Role } from '../domain/workflow/roles.ts';

/** What an officer made of one quiz. */
export interface QuizResult {
  readonly officerId: number;
  /** Id of the lesson. */
  readonly lesson: string;
  readonly seed: number;
  readonly asked: number;
  readonly right: number;
  /** Columns that were answered wrongly. */
  readonly wrong: readonly string[];
  /** Who gave the quiz: a user of the console; null in the demo. */
  readonly givenBy: string | null;
  readonly finishedAt: Date;
}

/** An officer who may take quizzes. */
export interface Trainee {
  readonly id: number;
  readonly code: string;
  readonly msisdn: string;
  readonly name: string;
  readonly role: Role;
  /** BPS codes. */
  readonly areas: readonly string[];
}

/** What an officer made of all quizzes of one lesson. */
export interface LessonResult {
  readonly lesson: string;
  readonly quizzes: number;
  /** Right answers and questions of the best quiz. */
  readonly right: number;
  readonly asked: number;
  readonly lastAt: Date;
}

export interface TraineeResults extends Omit<Trainee, 'msisdn'> {
  readonly lessons: readonly LessonResult[];
  /** Columns that were answered wrongly most often, at most three. */
  readonly wrong: readonly string[];
}

export interface TrainingFilter {
  /** BPS codes: enumerators with an area in one of them; null: all. */
  readonly areas: readonly string[] | null;
  /** Code of the last officer of the page before; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}

export interface Training {
  /** Keeps a result. False: the officer had answered that quiz before, and the first answers count. */
  keep(result: QuizResult): Promise<boolean>;
  /** An officer in post by code. */
  findTrainee(code: string): Promise<Trainee | null>;
  /** Enumerators in post by code, those without a result too. */
  listResults(filter: TrainingFilter): Promise<TraineeResults[]>;
}
