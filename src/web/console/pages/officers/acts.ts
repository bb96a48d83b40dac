import { z } from 'zod';
import { consoleRoles } from '../../../../domain/workflow/console-user.ts';
import type { Doer, Upkeep } from '../../../../ports.ts';
import { AreaCodeField } from '../../fields.ts';
import type { Reply } from '../../reply.ts';
import { type Route, route, type UserVisit } from '../../route.ts';
import { keptAt, OfficerInput } from './scope.ts';

const Msisdn = z.string().min(1).max(30).describe('a telephone number, as people write it');
const Language = z.enum(['id', 'en']);

/** What is wrong with what was typed, beside what the upkeep itself refuses; a text of `officer-fault`. */
type TypedFault = 'no-number' | 'no-superior';

/** A change of an officer: a form on their page, and a call of the API. */
interface Act<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly input: Schema;
  readonly summary: string;
  /** Areas that the user must see besides the officer's. */
  areasIn?(input: z.output<Schema>): readonly string[];
  run(
    officerId: number,
    input: z.output<Schema>,
    visit: UserVisit,
    doer: Doer,
  ): Promise<Upkeep<object> | TypedFault>;
}

function act<Schema extends z.ZodObject>(made: Act<Schema>): readonly Route[] {
  return [pageRoute(made), apiRoute(made)];
}

/** All changes that the command line has. */
export const officerActRoutes: readonly Route[] = [
  ...act({
    name: 'add-number',
    input: OfficerInput.extend({ number: Msisdn }),
    summary: 'Let an officer report from one more number',
    run: async (id, { number }, { stores }, doer) => {
      const msisdn = stores.readMsisdn(number);
      return msisdn === null ? 'no-number' : stores.staff.addNumber(id, msisdn, doer);
    },
  }),
  ...act({
    name: 'replace-number',
    input: OfficerInput.extend({ from: Msisdn, to: Msisdn }),
    summary: 'Put a new number in the place of an old one',
    run: async (id, { from, to }, { stores }, doer) => {
      const [old, fresh] = [stores.readMsisdn(from), stores.readMsisdn(to)];
      if (old === null || fresh === null) return 'no-number';
      return stores.staff.replaceNumber(id, { from: old, to: fresh }, doer);
    },
  }),
  ...act({
    name: 'replace-person',
    input: OfficerInput.extend({
      number: Msisdn,
      name: z.string().trim().min(1).max(100),
      language: Language,
    }),
    summary: 'Put another person into the post: areas and team go over',
    run: async (id, { number, name, language }, { stores }, doer) => {
      const msisdn = stores.readMsisdn(number);
      return msisdn === null ? 'no-number' : stores.staff.replace(id, { msisdn, name, language }, doer);
    },
  }),
  ...act({
    name: 'set-language',
    input: OfficerInput.extend({ language: Language }),
    summary: 'Change what an officer reads',
    run: (id, { language }, { stores }, doer) => stores.staff.change(id, { language }, doer),
  }),
  ...act({
    name: 'set-quiet',
    input: OfficerInput.extend({ quiet: z.enum(['on', 'off']) }),
    summary: 'Send an officer only questions and refusals, or everything again',
    run: (id, { quiet }, { stores }, doer) => stores.staff.change(id, { isQuiet: quiet === 'on' }, doer),
  }),
  ...act({
    name: 'set-areas',
    input: OfficerInput.extend({
      areas: z
        .string()
        .max(5_000)
        .transform((text) => text.split(/[|,\s]+/).filter((code) => code !== ''))
        .pipe(z.array(AreaCodeField).max(400))
        .describe('BPS codes joined with |'),
    }),
    summary: 'Give an officer other areas, all of them from now on',
    areasIn: ({ areas }) => areas,
    run: (id, { areas }, { stores }, doer) => stores.staff.change(id, { areas }, doer),
  }),
  ...act({
    name: 'set-superior',
    input: OfficerInput.extend({
      superior: z
        .union([z.literal(''), OfficerInput.shape.code])
        .describe('code of the officer above; empty: nobody'),
    }),
    summary: 'Put an officer below another one',
    run: async (id, { superior }, visit, doer) => {
      if (superior === '') return visit.stores.staff.change(id, { superiorId: null }, doer);
      const superiorId = await visit.stores.staff.findId(superior);
      return superiorId === null ? 'no-superior' : visit.stores.staff.change(id, { superiorId }, doer);
    },
  }),
  ...act({
    name: 'end',
    input: OfficerInput,
    summary: 'End an officer: nothing comes from them any more',
    run: (id, _input, { stores }, doer) => stores.staff.end(id, doer),
  }),
];

/** What is done in the console, now, by the user. */
export function doerOf({ now, user }: UserVisit): Doer {
  return { at: now, officerId: user.officerId, userId: user.id, via: 'console', inboxId: null };
}

function headOf<Schema extends z.ZodObject>({ input, areasIn }: Act<Schema>) {
  return {
    method: 'post',
    who: consoleRoles,
    input,
    scope: async (typed: z.output<Schema>, visit: UserVisit) => {
      const kept = await keptAt(OfficerInput.parse(typed), visit);
      return kept === null ? null : [...kept, ...(areasIn?.(typed) ?? [])];
    },
  } as const;
}

async function run<Schema extends z.ZodObject>(
  { run }: Act<Schema>,
  input: z.output<Schema>,
  visit: UserVisit,
): Promise<{ readonly code: string } | { readonly refusal: Reply }> {
  const { code } = OfficerInput.parse(input);
  const id = await visit.stores.staff.findId(code);
  const done = id === null ? 'unknown-officer' : await run(id, input, visit, doerOf(visit));
  if (typeof done === 'string')
    return { refusal: { kind: 'refusal', status: 409, text: visit.say(`officer-fault.${done}`) } };
  const officer = await visit.stores.staff.read(done.id);
  return { code: officer?.code ?? code };
}

function pageRoute<Schema extends z.ZodObject>(made: Act<Schema>): Route {
  return route({
    ...headOf(made),
    id: `officer.${made.name}`,
    path: `/officers/:code/${made.name}`,
    answer: async (input, visit) => {
      const done = await run(made, input, visit);
      return 'refusal' in done
        ? done.refusal
        : { kind: 'redirect', to: `/officers/${done.code}?done=${made.name}` };
    },
  });
}

function apiRoute<Schema extends z.ZodObject>(made: Act<Schema>): Route {
  return route({
    ...headOf(made),
    id: `api.officer.${made.name}`,
    path: `/api/v1/officers/:code/${made.name}`,
    summary: made.summary,
    output: z.object({ code: z.string() }),
    answer: async (input, visit) => {
      const done = await run(made, input, visit);
      return 'refusal' in done ? done.refusal : { kind: 'json', body: done };
    },
  });
}
