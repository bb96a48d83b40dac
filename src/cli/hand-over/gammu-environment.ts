import { createHash } from 'node:crypto';

type Environment = Readonly<Record<string, string | undefined>>;

/** One SMS as SMSD tells it to the program that RunOnReceive names. */
export interface GammuSms {
  /** Null where SMSD names no file or row for it. */
  readonly id: string | null;
  readonly from: string;
  readonly text: string;
}

/** What a status report carries for a text, by Gammu's decoder. Nothing else has a reference. */
const reportTexts = new Set(['Delivered', 'Failed', 'Pending', 'Unknown']);

/**
 * Reads the environment of RunOnReceive, https://docs.gammu.org/smsd/run.html. Of a long message SMSD gives the joined
 * text, in one piece or several; where parts did not come in time, or there is one alone, the texts as they came.
 *
 * @param ids SMSD's names of the message's parts, by which a run that is repeated is known again. Names hold a second
 *   and a number, and may come twice: the text counts as well.
 * @returns null where there is no message, or a status report on one that was sent.
 */
export function readGammuEnvironment(env: Environment, ids: readonly string[]): GammuSms | null {
  const count = Number(env.SMS_MESSAGES ?? 0);
  const from = env.SMS_1_NUMBER ?? '';
  if (!(count >= 1) || from === '') return null;
  if (count === 1 && isStatusReport(env)) return null;
  const decoded = textsOf(env, 'DECODED', Number(env.DECODED_PARTS ?? 0));
  const text = decoded !== '' ? decoded : textsOf(env, 'SMS', count);
  return { id: ids.length === 0 ? null : digest([...ids, from, text]), from, text };
}

function textsOf(env: Environment, kind: 'DECODED' | 'SMS', count: number): string {
  return Array.from({ length: count }, (_, index) => env[`${kind}_${index + 1}_TEXT`] ?? '').join('');
}

function isStatusReport(env: Environment): boolean {
  return (env.SMS_1_REFERENCE ?? '0') !== '0' && reportTexts.has(env.SMS_1_TEXT ?? '');
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
