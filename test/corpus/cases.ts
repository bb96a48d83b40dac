import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { outcomes } from '../../src/domain/report/types.ts';

/** Slips of a tired person on a keypad; each kind has cases. */
export const slips = [
  'lost digit',
  'doubled digit',
  'swap',
  'neighbouring key',
  'wrong block order',
  'missing separator',
  'wrong separator',
  "another household's number",
  'wrong reference',
  'old DDMM',
  'DDMM the wrong way round',
  'letters for digits',
  'two commands in one',
  'mistyped keyword',
] as const;

const Columns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const ByNumber = z.record(z.string(), Columns);

/** What is expected; a theme says once what all its messages share. */
const Expected = z.strictObject({
  /** Context that the message arrives in, by its name; `plain` where none is named. */
  in: z.string().optional(),
  slip: z.enum(slips).optional(),
  is: z.enum(outcomes).optional(),
  /** Code of the refusal. */
  why: z.string().optional(),
  /** The whole answer. */
  says: z.string().optional(),
  /** IDBDT of the household. */
  of: z.string().optional(),
  /** Repairs, `O>0`. */
  mends: z.array(z.string()).optional(),
  /** Answers of the household that the report holds; some of them. */
  stores: Columns.optional(),
  members: ByNumber.optional(),
  /** Family cards by family number. */
  cards: z.record(z.string(), z.string()).optional(),
  businesses: ByNumber.optional(),
  capped: z.array(z.string()).optional(),
  /** Change of the officer's settings. */
  sets: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
  /** Receipt of the question that is settled, and whether its report is recorded. */
  settles: z.tuple([z.string(), z.boolean()]).optional(),
  /** Receipt of the report that is withdrawn. */
  withdraws: z.string().optional(),
  /** A slip that nothing can show: what was typed is right too. The answer says what was read. */
  unnoticed: z.boolean().optional(),
});

/** One SMS as typed; several are the parts of one that its sender split by hand. */
const Typed = z.union([z.string(), z.array(z.string()).min(2)]);
const Theme = Expected.extend({
  theme: z.string(),
  sms: z.record(z.string(), z.union([Typed, Expected.extend({ sms: Typed })])),
});

/** One message of the corpus, and all that is expected of it. */
export interface CorpusCase extends z.infer<typeof Expected> {
  readonly label: string;
  readonly file: string;
  readonly sms: z.infer<typeof Typed>;
}

const directory = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads every case of the corpus, the files in the order of their names.
 *
 * @throws Error for a file that has another form.
 */
export function readCorpus(): CorpusCase[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((file) => {
    const themes = z.array(Theme).parse(parse(readFileSync(directory + file, 'utf8')));
    return themes.flatMap(({ theme, sms, ...shared }) =>
      Object.entries(sms).map(([label, one]) => ({
        ...shared,
        ...(typeof one === 'string' || Array.isArray(one) ? { sms: one } : one),
        label: `${theme}: ${label}`,
        file,
      })),
    );
  });
}
