import type { IncomingMessage, ServerResponse } from 'node:http';
import { seesArea, type User } from '../../domain/workflow/console-user.ts';
import type { AuditEntry, Log } from '../../ports.ts';
import { ConnectionLost } from '../read-body.ts';
import { writeLanguageCookie } from './cookies.ts';
import { csrfField, isCsrfToken } from './csrf.ts';
import { type RawInput, readInput, readQuery } from './read-input.ts';
import type { Reply } from './reply.ts';
import type { GuardedRoute, Route, UserVisit, Visit } from './route.ts';
import { findVisitor, languageOf, makeUserVisit, makeVisit, type Visitor, type VisitParts } from './visit.ts';

export interface ServeParts extends VisitParts {
  readonly isStoreUnreachable: (error: unknown) => boolean;
  readonly log: Log;
}

/** What a request comes to: a handler's reply, or why there is none. */
export type Outcome =
  | Reply
  | {
      readonly kind: 'denied';
      readonly status: 400 | 401 | 403 | 404 | 413 | 500 | 503;
      readonly fields?: readonly string[];
    };

/** A request as it is answered. */
export interface Served {
  readonly outcome: Outcome;
  readonly visit: Visit;
  readonly userVisit: UserVisit | null;
}

export const apiPath = '/api/v1/';

/**
 * The one way to every handler. In order: who it is (401), the role (403), the fields (400, 413), that a form is ours
 * (403), the area (403, 404), and only then the handler. Each 403 of somebody who signed in leaves a row in the audit.
 */
export async function serveRoute(
  route: Route,
  req: IncomingMessage,
  res: ServerResponse,
  params: Readonly<Record<string, unknown>>,
  parts: ServeParts,
): Promise<Served | null> {
  const isApi = route.path.startsWith(apiPath);
  const query = readQuery(req);
  const asked = typeof query === 'string' ? undefined : query.lang;
  let visitor: Visitor = { user: null, session: null };
  let failed: Outcome | null = null;
  try {
    visitor = await findVisitor(req, isApi, parts);
  } catch (error) {
    failed = fault(parts, route, error);
  }
  const language = languageOf(req, asked, visitor.user);
  if (asked === language) res.appendHeader('set-cookie', writeLanguageCookie(req, language));
  const visit = makeVisit(req, language, parts);
  const userVisit = visitor.user && makeUserVisit(visit, visitor.user, visitor.session);
  if (failed) return { outcome: failed, visit, userVisit };
  try {
    const outcome = await decide(route, req, params, { visit, userVisit, session: visitor.session, isApi });
    return { outcome, visit, userVisit };
  } catch (error) {
    if (error instanceof ConnectionLost) return null;
    return { outcome: fault(parts, route, error), visit, userVisit };
  }
}

interface Asked {
  readonly visit: Visit;
  readonly userVisit: UserVisit | null;
  readonly session: string | null;
  readonly isApi: boolean;
}

async function decide(
  route: Route,
  req: IncomingMessage,
  params: Readonly<Record<string, unknown>>,
  { visit, userVisit, session, isApi }: Asked,
): Promise<Outcome> {
  if (route.isPublic) {
    if (route.method === 'post' && isFromElsewhere(req)) return { kind: 'denied', status: 403 };
    const raw = await readInput(req, params, route, isApi);
    if ('status' in raw) return { kind: 'denied', status: raw.status };
    const reading = route.read(raw.values);
    return 'fields' in reading ? { kind: 'denied', status: 400, ...reading } : reading.answer(visit);
  }
  if (!userVisit) return { kind: 'denied', status: 401 };
  if (!route.who.includes(userVisit.user.role)) return refuse(route, userVisit, 'role');
  const raw = await readInput(req, params, route, isApi);
  if ('status' in raw) return { kind: 'denied', status: raw.status };
  try {
    if (route.method === 'post' && !isApi && !isOurForm(req, raw, session))
      return await refuse(route, userVisit, 'form');
    return await answerGuarded(route, raw, { ...userVisit, file: raw.file });
  } finally {
    raw.file?.discard();
  }
}

async function answerGuarded(route: GuardedRoute, raw: RawInput, visit: UserVisit): Promise<Outcome> {
  const reading = route.read(raw.values);
  if ('fields' in reading) return { kind: 'denied', status: 400, ...reading };
  const codes = await reading.codes(visit);
  if (codes === null) return { kind: 'denied', status: 404 };
  const foreign = codes.find((code) => !seesArea(visit.user, code));
  return foreign === undefined ? reading.answer(visit) : refuse(route, visit, 'area', foreign);
}

/** A page of another site can make a browser send a form; browsers say so. */
function isFromElsewhere(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = req.headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== req.headers.host);
}

function isOurForm(req: IncomingMessage, { values }: RawInput, session: string | null): boolean {
  return session !== null && !isFromElsewhere(req) && isCsrfToken(session, values[csrfField]);
}

async function refuse(
  route: GuardedRoute,
  { user, now, stores }: UserVisit,
  reason: 'role' | 'area' | 'form',
  area?: string,
): Promise<Outcome> {
  await stores.noteAudit({
    ...refused(user),
    at: now,
    ...targetOf(route, area),
    details: { route: route.id, reason },
  });
  return { kind: 'denied', status: 403 };
}

function refused({ id, officerId }: User) {
  return { officerId, userId: id, via: 'console', action: 'refuse', inboxId: null } as const;
}

function targetOf({ id }: GuardedRoute, area: string | undefined): Pick<AuditEntry, 'targetKind' | 'target'> {
  if (area === undefined) return { targetKind: 'route', target: id };
  return { targetKind: area.length === 16 ? 'household' : 'area', target: area };
}

function fault({ isStoreUnreachable, log }: ServeParts, route: Route, err: unknown): Outcome {
  if (isStoreUnreachable(err)) {
    log.warn({ route: route.id, err }, 'console.store-unreachable');
    return { kind: 'denied', status: 503 };
  }
  log.error({ route: route.id, err }, 'console.failed');
  return { kind: 'denied', status: 500 };
}
