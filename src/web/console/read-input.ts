import type { IncomingMessage } from 'node:http';
import { type Fields, parseFields } from '../fields.ts';
import { type BodyRefusal, maxBodyBytes, readFields } from '../read-body.ts';
import type { Route } from './route.ts';

/** The fields of a request: those of the path stand above those of the body, and these above the query's. */
export interface RawInput {
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads what was sent; a body only of `post`, as a form or, for the API, as JSON. */
export async function readInput(
  req: IncomingMessage,
  params: Readonly<Record<string, unknown>>,
  route: Route,
  isApi: boolean,
): Promise<RawInput | BodyRefusal> {
  const query = readQuery(req);
  if (typeof query === 'string') return { status: 400, problem: query };
  if (route.method === 'get') return whole({ ...query, ...params });
  const body = await readFields(req, isApi ? 'json' : 'form', route.maxBodyBytes ?? maxBodyBytes);
  if ('status' in body) return body;
  return whole({ ...query, ...body.values, ...params });
}

/** No text of ours has a zero byte, and the database takes none. */
function whole(values: RawInput['values']): RawInput | BodyRefusal {
  return JSON.stringify(values).includes('\\u0000') ? { status: 400, problem: 'a zero byte' } : { values };
}

export function readQuery(req: IncomingMessage): Fields['values'] | string {
  const [, search = ''] = (req.url ?? '').split('?', 2);
  const fields = parseFields(search);
  return typeof fields === 'string' ? fields : fields.values;
}
