import type { z } from 'zod';
import type { Role } from '../workflow/roles.ts';
import { compileCases } from './compile-cases.ts';
import { compileForms } from './compile-forms.ts';
import { compileBlocks } from './compile-items.ts';
import { compileMapping } from './compile-mapping.ts';
import type { Condition } from './condition.ts';
import { InstrumentFile, type ItemKind, type RuleFile, type tables } from './schema.ts';
import type { Severity, Text } from './types.ts';

/** One question of the questionnaire and one column of the store. */
export interface Item {
  /** Store column; unique in the instrument, case matters. */
  readonly column: string;
  /** Number on the paper form, such as `III.3`. Parts of one question share it. */
  readonly number: string;
  readonly label: Text;
  /** At most 16 septets. */
  readonly short: Text;
  /** Digits typed; 0 for what is not typed in a digit block. */
  readonly width: number;
  readonly kind: ItemKind;
  /** The store's own type, such as `tinyint` or `varchar(30)`. */
  readonly storeType: string;
  /** Table of the store that has the column, or null where none has. */
  readonly table: (typeof tables)[number] | null;
  readonly codes: ReadonlyMap<number, Text> | null;
  /** Codes of the pair this item's pair alternates with (3/4 for 1/2); null where it has none. */
  readonly otherPair: ReadonlySet<number> | null;
  readonly range: readonly [number, number] | null;
  readonly askedIf: Condition | null;
  /** The count that means "this many or more". */
  readonly cappedAt: number | null;
  /** Zeros say that the person has none: it is NULL although it is asked. */
  readonly areZerosNone: boolean;
  /** Number of the rule that its `asked_if` belongs to. */
  readonly rule: number | null;
  /** Number of the rule that its code list belongs to; null where it has no codes. */
  readonly codesRule: number | null;
}

/** Items in the order typed. */
export interface Block {
  readonly name: string;
  readonly title: Text;
  readonly items: readonly Item[];
  /** Digits in all. */
  readonly width: number;
}

/** What one report holds: blocks in the order typed. */
export interface Form {
  readonly name: string;
  readonly title: Text;
  readonly blocks: readonly Block[];
  /** Digits of all blocks; the key of a repeated form and the partner not counted. */
  readonly width: number;
  /** Reference to another household, typed after the digits where it is asked. */
  readonly partner: Item | null;
  /** Codes that this form narrows items to, by column. */
  readonly allowed: ReadonlyMap<string, readonly number[]>;
  /** Typed once for each member, family or business. */
  readonly repeats: boolean;
  /** What tells the repetitions apart; typed before the digits unless a block holds it. */
  readonly key: Item | null;
}

export type Rule = Readonly<RuleFile>;

/** One way to break a rule that looks at the household as it would stand. */
export interface RuleCase {
  /** Unique in the instrument. */
  readonly name: string;
  readonly rule: number;
  readonly severity: Severity;
  /** The item that is told to be wrong. */
  readonly item: Item;
  /** One that holds breaks the rule. Empty: the case is checked by the code of its name. */
  readonly conditions: readonly Condition[];
  /** What is wrong, as it follows the item's label. */
  readonly text: Text;
}

/** A place in the ministry's status chain. */
export interface Status {
  readonly code: string;
  readonly stereotype: string;
  readonly label: Text;
}

/** Where a report lands in the status chain. */
export interface Step {
  readonly status: string;
  readonly stereotype: string;
  readonly photosPending: number;
}

/** One step of the status chain after the field work. */
export interface ReviewStep {
  readonly role: Role;
  /** Codes of the places that it takes a household on from. */
  readonly from: ReadonlySet<string>;
  readonly to: Place;
  /** Codes of the places that it sends a household back from. */
  readonly backFrom: ReadonlySet<string>;
  readonly backTo: Place;
}

/** A place in the status chain as a record holds it. */
export type Place = Pick<Status, 'code' | 'stereotype'>;

/** Codes by column; an answer with one of them is enough. */
export type CodesByColumn = ReadonlyMap<string, ReadonlySet<number>>;

/** What progress counts of a household beside the visit. */
export interface CountedAs {
  readonly refused: CodesByColumn;
  readonly notFound: CodesByColumn;
  /** Places in the status chain from the first approval on. */
  readonly approved: ReadonlySet<string>;
}

/** How answers become a DTKS record. */
export interface Mapping {
  readonly version: number;
  readonly idPeriode: string;
  readonly sumberData: Readonly<Record<'sms' | 'ussd', string>>;
  /** By status_rumahtangga. */
  readonly rowStatus: ReadonlyMap<number, string>;
  /** Row status of a member by Sta_keberadaan_art. */
  readonly memberRowStatus: ReadonlyMap<number, string>;
  /** Codes of Sta_keberadaan_art of the members who count. */
  readonly present: ReadonlySet<number>;
  /** By hasil_verivali. */
  readonly workflow: ReadonlyMap<number, Step>;
  /** Columns that get a copy of another: [to, from]. */
  readonly copies: readonly (readonly [string, string])[];
  readonly photos: readonly string[];
  readonly statuses: readonly Status[];
  /** Where a finished household stands once all that it waits for is there; null where nothing waits. */
  readonly submitted: Place | null;
  /** Steps from there on, in their order. */
  readonly chain: readonly ReviewStep[];
  /** Items of the household that a supervisor may ask again. */
  readonly backCheck: readonly Item[];
  readonly progress: CountedAs;
}

export interface Instrument {
  readonly name: string;
  /** The codebook version; kept with every record that was read with it. */
  readonly version: string;
  readonly title: Text;
  readonly items: ReadonlyMap<string, Item>;
  /** The whole blocks as the paper form has them, untyped items too. */
  readonly blocks: ReadonlyMap<string, Block>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly rules: ReadonlyMap<number, Rule>;
  /** Cases of the rules that look at the household as it would stand, by name, in the order of the rules. */
  readonly cases: ReadonlyMap<string, RuleCase>;
  readonly mapping: Mapping;
}

/**
 * Reads an instrument file.
 *
 * @throws Error that lists every problem of the file, one a line.
 */
export function parseInstrument(data: unknown): Instrument {
  const parsed = InstrumentFile.safeParse(data);
  if (!parsed.success) throw refusal(parsed.error.issues.map(issueText));
  const file = parsed.data;
  const problems: string[] = [];
  const { blocks, items } = compileBlocks(file, problems);
  const forms = compileForms(file, blocks, items, problems);
  const cases = compileCases(file.rules, items, problems);
  const mapping = compileMapping(file.mapping, items, problems);
  if (problems.length > 0) throw refusal(problems);
  return {
    name: file.name,
    version: file.version,
    title: file.title,
    items,
    blocks,
    forms,
    rules: new Map(file.rules.map((rule) => [rule.number, rule])),
    cases,
    mapping,
  };
}

/**
 * The form of a name.
 *
 * @throws Error where the instrument has no such form: a fault of ours.
 */
export function formNamed(instrument: Instrument, name: string): Form {
  const form = instrument.forms.get(name);
  if (form === undefined) throw new Error(`The instrument ${instrument.name} has no form ${name}`);
  return form;
}

const columnsByKind = new WeakMap<Instrument, Map<ItemKind, readonly string[]>>();

/** Columns whose items are of a kind, in the order of the instrument. */
export function columnsOfKind(instrument: Instrument, kind: ItemKind): readonly string[] {
  const known = columnsByKind.get(instrument) ?? new Map<ItemKind, readonly string[]>();
  columnsByKind.set(instrument, known);
  const columns =
    known.get(kind) ??
    [...instrument.items.values()].filter((item) => item.kind === kind).map(({ column }) => column);
  known.set(kind, columns);
  return columns;
}

function refusal(problems: readonly string[]): Error {
  return new Error(`The instrument file has ${problems.length} problem(s):\n${problems.join('\n')}`);
}

function issueText(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.') || 'file'}: ${issue.message}`;
}
