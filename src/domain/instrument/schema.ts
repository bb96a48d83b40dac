import { z } from 'zod';
import { roles } from '../workflow/roles.ts';
import type { Severity, Text } from './types.ts';

/** Printable ASCII that GSM 03.38 holds in one septet each, so that a label never makes a message Unicode. */
const gsmText = z
  .string()
  .regex(/^[ -Z_a-z]+$/, 'must be plain letters, digits and signs of the GSM alphabet');

/** A text in both languages, written `[Indonesian, English]`. */
const TextPair = z.tuple([gsmText, gsmText]).transform(([id, en]): Text => ({ id, en }));

/** A label for a phone's screen: 16 characters at most. */
const ShortPair = z.tuple([gsmText.max(16), gsmText.max(16)]).transform(([id, en]): Text => ({ id, en }));

const Column = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);
const Code = z.string().regex(/^\d+$/, 'must be a number');
const CodeList = z.record(Code, TextPair);

/** How an item is typed and checked. `bitsum`: the codes that apply are added up. */
export const itemKinds = ['code', 'count', 'date', 'reference', 'text', 'identifier', 'bitsum'] as const;
export type ItemKind = (typeof itemKinds)[number];

export const ItemFile = z.strictObject({
  /** Number on the paper form. */
  number: z.string().min(1),
  label: TextPair,
  short: ShortPair,
  /** Digits typed; 0 for what is not typed in a digit block. */
  width: z.int().min(0).max(16),
  kind: z.enum(itemKinds).default('code'),
  store: z
    .string()
    .regex(/^(tinyint|smallint|real|date|varchar(\(\d+\))?|char\(\d+\))$/)
    .default('tinyint'),
  /** The codes, or the name of a list in `code_lists`. */
  codes: z.union([z.string(), CodeList]).optional(),
  range: z.tuple([z.int(), z.int()]).optional(),
  asked_if: z.string().optional(),
  /** The count that means "this many or more". */
  capped_at: z.int().optional(),
  /** False for what the form asks but the store's table has no column for. */
  stored: z.boolean().default(true),
  /** Zeros say that the person has none: it is NULL although it is asked. */
  zeros_are_none: z.boolean().default(false),
});
export type ItemFile = z.infer<typeof ItemFile>;

/** Tables of the store: households, members, family cards, businesses. */
export const tables = ['udrt', 'udart', 'kk', 'usaha'] as const;

export const BlockFile = z.strictObject({
  title: TextPair,
  /** Table of the store. */
  table: z.enum(tables),
  items: z.record(Column, ItemFile),
});
export type BlockFile = z.infer<typeof BlockFile>;

export const FormFile = z.strictObject({
  title: TextPair,
  /** Blocks in the order typed, each with its items; `all`: every typed item of the block. */
  blocks: z.record(z.string(), z.union([z.literal('all'), z.array(Column).min(1)])),
  /** The form is typed once for each member, family or business. */
  repeats: z.boolean().default(false),
  /** Item that tells the repetitions apart; typed first unless the blocks hold it. */
  key: Column.optional(),
  /** Item that follows the digits where it is asked: a reference to another household. */
  partner: Column.optional(),
  /** Codes that this form narrows its items to. */
  allowed: z.record(Column, z.array(z.int()).min(1)).default({}),
});
export type FormFile = z.infer<typeof FormFile>;

const severities = ['reject', 'hold', 'warn', 'flag'] as const satisfies readonly Severity[];

const CaseFile = z.strictObject({
  /** The item that is told to be wrong. */
  item: Column,
  /** Conditions of which one breaks the rule. Without any, the case is checked by the code of its name. */
  when: z.union([z.string().transform((condition) => [condition]), z.array(z.string()).min(1)]).default([]),
  /** Where it differs from the rule's. */
  severity: z.enum(severities).optional(),
  /** What is wrong, as it follows the item's label: 60 characters at most, so that an answer holds it. */
  text: z.tuple([gsmText.max(60), gsmText.max(60)]).transform(([id, en]): Text => ({ id, en })),
});

/**
 * A rule says what it is checked by: the code lists, the `asked_if` of the items it names, or cases that look at the
 * household as it would stand.
 */
export const RuleFile = z.discriminatedUnion('by', [
  z.strictObject({
    number: z.int().positive(),
    by: z.literal('codes'),
    severity: z.enum(severities),
    title: TextPair,
  }),
  z.strictObject({
    number: z.int().positive(),
    by: z.literal('asked_if'),
    severity: z.enum(severities),
    title: TextPair,
    items: z.array(Column).min(1),
  }),
  z.strictObject({
    number: z.int().positive(),
    by: z.literal('cases'),
    severity: z.enum(severities),
    title: TextPair,
    /** By name, unique in the instrument. */
    cases: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), CaseFile),
  }),
]);
export type RuleFile = z.infer<typeof RuleFile>;

const RowStatus = z.enum(['ACTIVE', 'COPY', 'NEW', 'DELETED']);

export const MappingFile = z.strictObject({
  version: z.int().positive(),
  id_periode: z.string(),
  sumber_data: z.strictObject({ sms: z.string(), ussd: z.string() }),
  /** Row status by status_rumahtangga. */
  row_status: z.record(Code, RowStatus),
  /** Row status of a member by Sta_keberadaan_art. */
  member_row_status: z.record(Code, RowStatus).default({}),
  /** Codes of Sta_keberadaan_art of the members who count. */
  present: z.array(z.int()).default([]),
  /** Where a report lands in the status chain, by hasil_verivali. */
  workflow: z.record(
    Code,
    z.strictObject({ status: z.string(), stereotype: z.string(), photos_pending: z.int().min(0) }),
  ),
  /** Columns that get a copy of another: to, from. */
  copies: z.record(Column, Column),
  /** Photos that a finished visit needs. */
  photos: z.array(z.string()),
  statuses: z.array(z.strictObject({ code: z.string(), stereotype: z.string(), label: TextPair })),
  /** Where a finished household stands once all that it waits for is there; null where nothing waits. */
  submitted: z.string().nullable().default(null),
  /** Steps of the status chain from there on, in their order: who takes a household on, and who sends it back. */
  chain: z
    .array(
      z.strictObject({
        role: z.enum(roles),
        from: z.array(z.string()).min(1),
        to: z.string(),
        back_from: z.array(z.string()).min(1),
        back_to: z.string(),
      }),
    )
    .default([]),
  /** Items of the household that a supervisor may ask again. */
  back_check: z.array(Column).default([]),
  /** What progress counts of a household beside the visit. */
  progress: z
    .strictObject({
      /** Codes by column; one of them is enough. */
      refused: z.record(Column, z.array(z.int())),
      not_found: z.record(Column, z.array(z.int())),
      /** Places in the status chain from the first approval on. */
      approved: z.array(z.string()),
    })
    .default({ refused: {}, not_found: {}, approved: [] }),
});
export type MappingFile = z.infer<typeof MappingFile>;

export const InstrumentFile = z.strictObject({
  name: z.string().min(1),
  /** The codebook version; kept with every record that was read with it. */
  version: z.string().min(1),
  title: TextPair,
  code_lists: z.record(z.string(), CodeList),
  /** Two code lists typed in turn, so that a lost digit shows: each names the other's codes a wrong pair. */
  pairs: z.tuple([z.string(), z.string()]),
  blocks: z.record(z.string(), BlockFile),
  forms: z.record(z.string(), FormFile),
  rules: z.array(RuleFile),
  mapping: MappingFile,
});
export type InstrumentFile = z.infer<typeof InstrumentFile>;
