import type { z } from 'zod';
import type { Language } from '../../domain/instrument/types.ts';
import type { ConsoleRole, User } from '../../domain/workflow/console-user.ts';
import type { UploadedFile } from './read-upload.ts';
import type { Reply } from './reply.ts';
import type { ConsoleStores } from './stores.ts';
import type { Say } from './texts.ts';

/** What a handler gets besides its input. */
export interface Visit {
  readonly now: Date;
  readonly language: Language;
  readonly say: Say;
  readonly stores: ConsoleStores;
  /** Where the visitor comes from, as an address. */
  readonly address: string;
  /** Whether that is this machine itself. */
  readonly isFromHere: boolean;
}

/** Of somebody who signed in. */
export interface UserVisit extends Visit {
  readonly user: User;
  /** Null for the API. */
  readonly session: string | null;
  /** For the hidden field of a form: see `form.ts`. Empty for the API. */
  readonly csrfToken: string;
  /** What a form with `maxFileBytes` brought. */
  readonly file: UploadedFile | null;
}

/**
 * Which areas a request is about, as BPS codes or IDBDTs: it is refused unless the user sees all of them.
 * - `nowhere`: about no area, such as users and channels; the role decides alone.
 * - `own`: shows whatever the user's areas hold; the handler filters by `user.areas`.
 * - a function finds them from the input, and null where there is no such thing (404).
 */
export type Scope<Input> =
  | 'nowhere'
  | 'own'
  | ((
      input: Input,
      visit: UserVisit,
    ) => string | readonly string[] | null | Promise<string | readonly string[] | null>);

interface RouteHead<Schema extends z.ZodObject> {
  /** Unique; in the audit and, of the API, its operationId. */
  readonly id: string;
  readonly method: 'get' | 'post';
  /** As Express has it, such as `/areas/:code`. Under `/api/v1/` it takes bearer tokens and speaks JSON. */
  readonly path: string;
  /** Path, query and, of `post`, body together. */
  readonly input: Schema;
  /** Of a body; 64 kB where it is not said. */
  readonly maxBodyBytes?: number;
  /** Its form is `multipart/form-data`, with a file of so many bytes at the most behind all other fields. */
  readonly maxFileBytes?: number;
}

export interface RouteOf<Schema extends z.ZodObject> extends RouteHead<Schema> {
  readonly who: readonly ConsoleRole[];
  readonly scope: Scope<z.output<Schema>>;
  /** What the JSON of an API route is; for OpenAPI. */
  readonly output?: z.ZodType;
  /** One line of the API's description, in English. */
  readonly summary?: string;
  readonly answer: (input: z.output<Schema>, visit: UserVisit) => Reply | Promise<Reply>;
}

export interface PublicRouteOf<Schema extends z.ZodObject> extends RouteHead<Schema> {
  readonly answer: (input: z.output<Schema>, visit: Visit) => Reply | Promise<Reply>;
}

/** What is wrong with a request's fields: names only, never what was typed. */
export interface Misread {
  readonly fields: readonly string[];
}

interface Reading<V extends Visit> {
  readonly answer: (visit: V) => Promise<Reply>;
}
interface GuardedReading extends Reading<UserVisit> {
  /** Codes that the user must see; null where there is no such thing. */
  readonly codes: (visit: UserVisit) => Promise<readonly string[] | null>;
}

/** Routes as the registry serves them, whatever their input. */
export interface GuardedRoute extends Omit<RouteOf<z.ZodObject>, 'scope' | 'answer'> {
  readonly isPublic: false;
  readonly scope: 'nowhere' | 'own' | 'found';
  readonly read: (raw: unknown) => GuardedReading | Misread;
}
export interface PublicRoute extends Omit<PublicRouteOf<z.ZodObject>, 'answer'> {
  readonly isPublic: true;
  readonly read: (raw: unknown) => Reading<Visit> | Misread;
}
export type Route = GuardedRoute | PublicRoute;

/** A route for who signed in. The registry asks for role and area before the handler sees anything. */
export function route<Schema extends z.ZodObject>(made: RouteOf<Schema>): GuardedRoute {
  const { scope, answer, ...head } = made;
  return {
    ...head,
    isPublic: false,
    scope: typeof scope === 'string' ? scope : 'found',
    read(raw) {
      const read = made.input.safeParse(raw);
      if (!read.success) return misread(read.error);
      return {
        codes: async (visit) => {
          const found = typeof scope === 'string' ? [] : await scope(read.data, visit);
          return typeof found === 'string' ? [found] : found;
        },
        answer: async (visit) => answer(read.data, visit),
      };
    },
  };
}

/** A route for anybody: of signing in, alone. */
export function publicRoute<Schema extends z.ZodObject>(made: PublicRouteOf<Schema>): PublicRoute {
  const { answer, ...head } = made;
  return {
    ...head,
    isPublic: true,
    read(raw) {
      const read = made.input.safeParse(raw);
      return read.success ? { answer: async (visit) => answer(read.data, visit) } : misread(read.error);
    },
  };
}

function misread({ issues }: z.ZodError): Misread {
  return { fields: [...new Set(issues.map(({ path }) => String(path[0] ?? '')))] };
}
