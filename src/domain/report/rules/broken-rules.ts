import { evaluate } from '../../instrument/condition.ts';
import type { Instrument, RuleCase } from '../../instrument/instrument.ts';
import type { Answer, Answers, Problem, Text } from '../../instrument/types.ts';
import type { Content } from '../lay-report.ts';
import type { RecordRow } from '../types.ts';
import { type Check, presentMembers, type RuleInput } from './check.ts';
import { checks } from './index.ts';

const checksByName = new Map(checks.map((check) => [check.name, check]));

/**
 * The rules that a household would break after a report: those first that the report has a hand in, else in the
 * order of the instrument. What holds or rejects a report is told only where the report has a hand in it.
 */
export function brokenRules(input: RuleInput): Problem[] {
  const broken: { readonly problem: Problem; readonly isTouched: boolean }[] = [];
  for (const { ruleCase, columns, find } of checksOf(input.instrument)) {
    for (const member of find(input)) {
      const isTouched = touches(input.report, columns, member);
      broken.push({ problem: problemOf(ruleCase, member), isTouched });
    }
  }
  if (broken.length === 0) return [];
  const touched = broken.filter(({ isTouched }) => isTouched);
  const standing = broken.filter(({ isTouched, problem }) => !isTouched && isRemark(problem));
  return [...touched, ...standing].map(({ problem }) => problem);
}

/** What a broken rule is called on a phone, after the label of its item; null for other problems. */
export function ruleText(instrument: Instrument, problem: Problem): Text | null {
  const { case: name, rule } = problem;
  const ofCase = name === undefined ? undefined : instrument.cases.get(name)?.text;
  const ofRule = rule === undefined ? undefined : instrument.rules.get(rule)?.title;
  return ofCase ?? ofRule ?? null;
}

/** Whether a broken rule only remarks. */
export function isRemark({ severity }: Problem): boolean {
  return severity === 'warn' || severity === 'flag';
}

interface CaseCheck extends Pick<Check, 'columns' | 'find'> {
  readonly ruleCase: RuleCase;
}

const checksByInstrument = new WeakMap<Instrument, readonly CaseCheck[]>();

/** The check of every case; made once, as every report is held against all of them. */
function checksOf(instrument: Instrument): readonly CaseCheck[] {
  const known = checksByInstrument.get(instrument);
  if (known !== undefined) return known;
  const made = [...instrument.cases.values()].map((ruleCase) => {
    const { columns, find } = checkOf(instrument, ruleCase);
    return { ruleCase, columns, find };
  });
  checksByInstrument.set(instrument, made);
  return made;
}

function checkOf(instrument: Instrument, ruleCase: RuleCase): Pick<Check, 'columns' | 'find'> {
  if (ruleCase.conditions.length > 0) return checkByConditions(instrument, ruleCase);
  const check = checksByName.get(ruleCase.name);
  if (check === undefined) throw new Error(`No code checks the case ${ruleCase.name}`);
  return check;
}

/** Conditions on a column of members look at each who counts, with the answers of the household beside theirs. */
function checkByConditions(
  instrument: Instrument,
  { conditions, item }: RuleCase,
): Pick<Check, 'columns' | 'find'> {
  const columns = conditions.flatMap(({ terms }) => terms.map(({ column }) => column));
  const isOfMembers = [item.column, ...columns].some(
    (column) => instrument.items.get(column)?.table === 'udart',
  );
  const isBroken = (...rows: readonly (RecordRow | null)[]) => {
    const answers = Object.fromEntries(columns.map((column) => [column, answerIn(rows, column)]));
    return conditions.some((condition) => evaluate(condition, answers) === 'holds');
  };
  const find = (input: RuleInput) => {
    const { household } = input.state;
    if (!isOfMembers) {
      const breaks = household !== null && conditions.some((one) => evaluate(one, household) === 'holds');
      return breaks ? [null] : [];
    }
    const members = presentMembers(input).filter(([, row]) => isBroken(row, household));
    return members.map(([number]) => number);
  };
  return { columns, find };
}

/** The answer of the first row that has one. */
function answerIn(rows: readonly (RecordRow | null)[], column: string): Answer {
  for (const row of rows) {
    const value = row?.[column];
    if (typeof value === 'number' || typeof value === 'string') return value;
  }
  return null;
}

function problemOf({ name, rule, severity, item }: RuleCase, member: number | null): Problem {
  return {
    kind: 'rule',
    severity,
    rule,
    case: name,
    ...(member === null ? {} : { member }),
    column: item.column,
    number: item.number,
  };
}

/** Whether a report answers one of these columns; of members' columns, for a member that is named. */
function touches(report: Content, columns: readonly string[], member: number | null): boolean {
  const members = report.members.filter(({ number }) => member === null || number === member);
  const answered: Answers[] = [
    report.answers,
    ...members.map(({ answers }) => answers),
    ...report.families.map(({ nuk, noKk }) => ({ nuk, nokk: noKk })),
  ];
  return answered.some((answers) => columns.some((column) => column in answers));
}
