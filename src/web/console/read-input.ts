import type { IncomingMessage } from 'node:http';
import { type Fields, parseFields } from '../fields.ts';
import { type BodyRefusal, maxBodyBytes, readFields } from '../read-body.ts';
import { readUpload, type UploadedFile } from './read-upload.ts';
import type { Route } from './route.ts';

/** The fields of a request: query and body as they are read, paths above both. */
export interface RawInput {
  readonly values: Readonly<Record<string, unknown>>;
  readonly query: Fields['values'];
  /** Behind the fields of a form that brings one. */
  readonly file: UploadedFile | null;
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
  if (route.method === 'get') return { values: { ...query, ...params }, query, file: null };
  if (route.maxFileBytes !== undefined) {
    const form = await readUpload(req, route.maxFileBytes);
    if ('status' in form) return form;
    return { values: { ...query, ...form.values, ...params }, query, file: form.file };
  }
  const body = await readFields(req, isApi ? 'json' : 'form', route.maxBodyBytes ?? maxBodyBytes);
  if ('status' in body) return body;
  return { values: { ...query, ...body.values, ...params }, query, file: null };
}

export function readQuery(req: IncomingMessage): Fields['values'] | string {
  const [, search = ''] = (req.url ?? '').split('?', 2);
  const fields = parseFields(search);
  return typeof fields === 'string' ? fields : fields.values;
}
