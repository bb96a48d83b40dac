import type { Answer } from './types.ts';

/** What a condition looks at: answers, or a row that holds lists of ours beside them. */
export type Answered = Readonly<Record<string, Answer | readonly string[]>>;

/** One comparison: the column's answer lies in one of the spans, both ends included. */
export interface Term {
  readonly column: string;
  readonly spans: readonly (readonly [number, number])[];
}

/** When an item is asked: every term holds. */
export interface Condition {
  readonly terms: readonly Term[];
}

const TERM = /^([A-Za-z_]\w*)(?:=(\d+)| in (.+))$/;
const SPAN = /^(\d+)(?:\.\.(\d+))?$/;

/**
 * Reads a condition as the instrument file writes it: `a=1`, `a in 1,4`, `a in 1..7`, joined by ` and `.
 *
 * @returns null for what is not in this language.
 */
export function parseCondition(text: string): Condition | null {
  const terms: Term[] = [];
  for (const part of text.split(' and ')) {
    const term = parseTerm(part.trim());
    if (term === null) return null;
    terms.push(term);
  }
  return { terms };
}

/** What a condition says of some answers; `unknown` while an answer it looks at is absent. */
export type Holding = 'holds' | 'fails' | 'unknown';

/** Evaluates a condition. An answer of NULL is known and lies in no span. */
export function evaluate(condition: Condition, answers: Answered): Holding {
  let holding: Holding = 'holds';
  for (const term of condition.terms) {
    const value = answers[term.column];
    if (value === undefined) holding = 'unknown';
    else if (!termHolds(term, value)) return 'fails';
  }
  return holding;
}

function termHolds(term: Term, value: Answered[string]): boolean {
  if (typeof value !== 'number') return false;
  for (const [from, to] of term.spans) {
    if (value >= from && value <= to) return true;
  }
  return false;
}

function parseTerm(text: string): Term | null {
  const [, column, single, list] = TERM.exec(text) ?? [];
  if (column === undefined) return null;
  const spans = (single ?? list ?? '').split(',').map(parseSpan);
  return spans.every((span) => span !== null) ? { column, spans } : null;
}

function parseSpan(text: string): readonly [number, number] | null {
  const [, from, to = from] = SPAN.exec(text.trim()) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from)) return null;
  return [Number(from), Number(to)];
}
