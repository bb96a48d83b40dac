import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
import { type Action, actions, type Channel, type ChannelRequest, type Log } from '../ports.ts';
import { type Answer, line, write } from './answer.ts';
import { parseFields } from './fields.ts';
import type { Gateway } from './gateway.ts';
import { type Guard, refuse, refuseSender } from './guard.ts';
import { perform } from './perform.ts';
import { type BodyRefusal, ConnectionLost, readFields } from './read-body.ts';

export interface ChannelRouteParts {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly gateway: Gateway;
  /** Who may call each channel and how often, by its id; a channel without one is open to all. */
  readonly guards?: ReadonlyMap<string, Guard>;
  readonly isStoreUnreachable: (error: unknown) => boolean;
  readonly metrics: Metrics;
  readonly log: Log;
}

export type ChannelRoute = (
  req: IncomingMessage,
  res: ServerResponse,
  channelId: string,
  action: string,
) => Promise<void>;

/**
 * Makes the route of all providers. Lean, since it is the hot path: no middleware, Node's own response. In order:
 * channel and action known (404), method (405), address and rate (403, 429), authentic (401, before the body is read), body (400, 413), fields
 * (400), the phone's share (429), the use case (200; 503 while the store is away, so that the provider retries; else 500 without details).
 */
export function makeChannelRoute(parts: ChannelRouteParts): ChannelRoute {
  return async (req, res, channelId, action) => {
    const started = performance.now();
    const answer = await answerTo(parts, req, channelId, action);
    if (answer === null) return;
    write(res, answer);
    const route = answer.status === 404 ? 'channels' : `channels/${action}`;
    parts.metrics.httpRequest(route, answer.status);
    if (action === 'ussd' && answer.status === 200) {
      parts.metrics.ussdStep(channelId, (performance.now() - started) / 1000);
    }
    // Path and query are left out: the query holds the token, and of a GET the text.
    parts.log.debug({ method: req.method, route, channel: channelId, status: answer.status }, 'http.request');
  };
}

/** Null when nobody is left to answer. */
async function answerTo(
  parts: ChannelRouteParts,
  req: IncomingMessage,
  channelId: string,
  action: string,
): Promise<Answer | null> {
  const channel = parts.channels.get(channelId);
  const parse = isAction(action) ? channel?.actions[action] : undefined;
  if (!channel || !parse || (hasLongerPath(req.url ?? '') && !channel.takesPaths))
    return line(404, 'no such channel or action');
  const methods = channel.takesPaths ? ['POST', 'PUT', 'GET'] : ['POST', 'GET'];
  if (!methods.includes(req.method ?? ''))
    return line(405, `use ${methods.join(' or ')}`, { allow: methods.join(', ') });
  const guard = parts.guards?.get(channelId);
  const refused = guard && (await refuse(guard, req));
  if (refused) return refused;
  try {
    const request = await readRequest(req, channel, guard?.maxBodyBytes);
    if ('status' in request) return refusal(request);
    const parsed = parse(request);
    const tooMany = guard && (await refuseSender(guard, parsed));
    return tooMany ?? (await perform(parts.gateway, parsed, channel.id));
  } catch (error) {
    if (error instanceof ConnectionLost) return null;
    return fault(parts, error, channelId, action);
  }
}

/** Whether there is more behind `/channels/ID/ACTION`. */
function hasLongerPath(url: string): boolean {
  return /^\/channels\/[^/?]+\/[^/?]+\/[^?]/.test(url);
}

function isAction(name: string): name is Action {
  return actions.some((action) => action === name);
}

type Refusal = BodyRefusal | { readonly status: 401; readonly problem: string };

async function readRequest(
  req: IncomingMessage,
  channel: Channel,
  maxBodyBytes: number | undefined,
): Promise<ChannelRequest | Refusal> {
  const query = parseFields(queryOf(req.url ?? ''));
  if (typeof query === 'string') return { status: 400, problem: query };
  const bare: ChannelRequest = {
    query: query.values,
    body: query.values,
    headers: req.headers,
    rawFields: query.raw,
    target: req.url ?? '',
  };
  if (!channel.isAuthentic(bare, isForwarded(req))) return { status: 401, problem: 'wrong or missing token' };
  const request = req.method === 'GET' ? bare : await withBody(req, bare, channel.bodyType, maxBodyBytes);
  if ('status' in request || !channel.isSigned) return request;
  return channel.isSigned(request, new Date())
    ? request
    : { status: 401, problem: 'wrong or missing signature' };
}

async function withBody(
  req: IncomingMessage,
  bare: ChannelRequest,
  type: Channel['bodyType'],
  maxBodyBytes: number | undefined,
): Promise<ChannelRequest | BodyRefusal> {
  const fields = await readFields(req, type, maxBodyBytes);
  if ('status' in fields) return fields;
  return { ...bare, body: fields.values, rawFields: fields.raw, rawBody: fields.bytes };
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** Whether a proxy says that it stands between: then the sender is not on this machine. */
function isForwarded(req: IncomingMessage): boolean {
  for (const name in req.headers) {
    if (name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-')) return true;
  }
  return false;
}

/** What is too long is not read to its end: the connection closes instead. */
function refusal({ status, problem }: Refusal): Answer {
  return line(status, problem, status === 413 ? { connection: 'close' } : undefined);
}

function fault(
  { isStoreUnreachable, log }: ChannelRouteParts,
  err: unknown,
  channel: string,
  action: string,
): Answer {
  if (isStoreUnreachable(err)) {
    log.warn({ channel, action, err }, 'http.store-unreachable');
    return line(503, 'store unreachable, try again', { 'retry-after': '5' });
  }
  log.error({ channel, action, err }, 'http.failed');
  return line(500, 'internal error');
}
