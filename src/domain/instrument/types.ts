/** The two languages of screens, answers and paper. Indonesian is the first. */
export type Language = 'id' | 'en';

/** One text in every language. */
export type Text = Readonly<Record<Language, string>>;

/**
 * One answer as the store holds it: a number for codes and counts, a string for identifiers, texts and dates
 * (`YYYY-MM-DD`), `null` where the item was not asked.
 */
export type Answer = number | string | null;

/** Answers by store column. A column that is absent was not part of the form. */
export type Answers = Readonly<Record<string, Answer>>;

/** How grave a broken rule is. `reject` stores nothing, `hold` stores the report only, the rest only remark. */
export type Severity = 'reject' | 'hold' | 'warn' | 'flag';

/** What kind of thing is wrong; each has one message in `flows/messages.<language>.yaml` under `problem.<kind>`. */
export type ProblemKind =
  | 'code-out-of-list'
  | 'wrong-pair'
  | 'out-of-range'
  | 'not-asked'
  | 'must-answer'
  | 'fixed-value'
  | 'not-a-date'
  | 'not-digits'
  | 'twice'
  | 'no-such-member'
  | 'too-short'
  | 'too-long'
  | 'rule';

/** One thing that is wrong with a report, told so that a person can find it on the paper form. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly severity: Severity;
  /** The rule's number in the instrument, where one was broken. */
  readonly rule?: number;
  /** For `rule`: which case of the rule, by its name in the instrument. */
  readonly case?: string;
  /** Number of the member or family it is about, 1-99. */
  readonly member?: number;
  /** Store column of the item. */
  readonly column?: string;
  /** Number on the paper form, such as `III.3`. */
  readonly number?: string;
  /** What was typed, digits only. */
  readonly typed?: string;
  /** What is allowed, as a person reads it: `1-10`, `3/4`, `01-99`. */
  readonly allowed?: string;
  /** Name of the block the problem is in. */
  readonly block?: string;
  /** For `too-short` and `too-long`: by how many digits. */
  readonly by?: number;
}
