import { z } from 'zod';

const DatabaseFault = z.object({ code: z.string(), constraint: z.string().optional() });

/**
 * A fault in a form that may be stored and shown: SQLSTATE and constraint of a database error, else the error's
 * name and where it was thrown. Never its message, which may carry what a phone sent.
 */
export function faultCode(error: unknown): string {
  const fault = DatabaseFault.safeParse(error);
  if (fault.success) return [fault.data.code, fault.data.constraint].filter(Boolean).join(' ');
  if (!(error instanceof Error)) return 'unknown fault';
  const frame = /\n\s+at .*?([\w.-]+:\d+:\d+)\)?(?:\n|$)/.exec(error.stack ?? '')?.[1];
  return frame === undefined ? error.name : `${error.name} at ${frame}`;
}

/** What a batch was decided on has changed under it: like a serialisation failure, it is decided anew. */
export class StaleFacts extends Error {
  override readonly name = 'StaleFacts';
  readonly code = '40001';
}

/** What two workers write at once where each believes that it is the first. */
const contended: ReadonlySet<string> = new Set(['revisions_number_key', 'prelist_households_pkey']);

/**
 * Whether two workers got in each other's way: a deadlock, a serialisation failure, the same revision of a household
 * or the same serial of a proposal written by both. Reading anew and deciding anew settles it.
 */
export function isContention(error: unknown): boolean {
  const fault = DatabaseFault.safeParse(error);
  if (!fault.success) return false;
  const { code, constraint } = fault.data;
  return code === '40001' || code === '40P01' || (code === '23505' && contended.has(constraint ?? ''));
}

/** Whether a row was refused because another one has what must be unique by a constraint. */
export function isTaken(error: unknown, constraint: string): boolean {
  const fault = DatabaseFault.safeParse(error);
  return fault.success && fault.data.code === '23505' && fault.data.constraint === constraint;
}
