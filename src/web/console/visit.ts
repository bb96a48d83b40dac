import type { IncomingMessage } from 'node:http';
import type { Language } from '../../domain/instrument/types.ts';
import type { Messages } from '../../domain/messages.ts';
import type { User } from '../../domain/workflow/console-user.ts';
import type { Clock } from '../../ports.ts';
import { addressOf, isFromHere, languageCookie, readCookie, sessionCookie } from './cookies.ts';
import { makeCsrfToken } from './csrf.ts';
import type { UserVisit, Visit } from './route.ts';
import type { ConsoleStores } from './stores.ts';
import { makeSay } from './texts.ts';

export interface VisitParts {
  readonly stores: ConsoleStores;
  readonly messages: Messages;
  readonly clock: Clock;
}

/** Who sent a request, by what it carries. */
export interface Visitor {
  readonly user: User | null;
  /** Null for the API, whose tokens no browser sends by itself. */
  readonly session: string | null;
}

/** Of the API by bearer token alone, of pages by session alone. */
export async function findVisitor(
  req: IncomingMessage,
  isApi: boolean,
  { stores: { access }, clock }: VisitParts,
): Promise<Visitor> {
  if (isApi) {
    const [, token] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
    return { user: token === undefined ? null : await access.findBearer(token, clock()), session: null };
  }
  const session = readCookie(req, sessionCookie);
  if (session === null) return { user: null, session };
  return { user: await access.findSession(session, clock()), session };
}

/** The language asked for by `?lang=`, else the one chosen before, else the user's. */
export function languageOf(req: IncomingMessage, asked: unknown, user: User | null): Language {
  const chosen = asked ?? readCookie(req, languageCookie);
  return chosen === 'en' || chosen === 'id' ? chosen : (user?.language ?? 'id');
}

export function makeVisit(req: IncomingMessage, language: Language, parts: VisitParts): Visit {
  return {
    now: parts.clock(),
    language,
    say: makeSay(parts.messages, language),
    stores: parts.stores,
    address: addressOf(req),
    isFromHere: isFromHere(req),
  };
}

export function makeUserVisit(visit: Visit, user: User, session: string | null): UserVisit {
  return { ...visit, user, session, csrfToken: session === null ? '' : makeCsrfToken(session), file: null };
}
