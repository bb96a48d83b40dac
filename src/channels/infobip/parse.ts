import type { ChannelRequest, Parsed, RenderedScreen } from '../../ports.ts';
import { dialledInput, typedInput } from '../dialled.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed } from '../parsed.ts';
import { EndFields, TurnFields } from './schema.ts';

const steps = ['start', 'response', 'end'] as const;

/** One turn, or the end of a session: the URL says which, and the session where the body does not. */
export function parseUssd({ body, query, target = '' }: ChannelRequest): Parsed {
  const [path = ''] = target.split('?');
  const [, inPath, lastPart] = /\/session\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
  const step = steps.find((name) => name === (lastPart ?? query.step));
  if (step === undefined) return malformed('step: not one that is known');
  const fields = inPath === undefined ? body : { ...body, sessionId: body.sessionId ?? inPath };
  return step === 'end' ? endOf(fields) : turnOf(fields, step === 'start');
}

function endOf(fields: object): Parsed {
  const read = EndFields.safeParse(fields);
  if (!read.success) return malformed(firstProblem(read.error));
  const { sessionId, exitCode } = read.data;
  return { kind: 'ussd-end', sessionId, status: `exit code ${exitCode ?? 'not told'}` };
}

function turnOf(fields: object, isStart: boolean): Parsed {
  const read = TurnFields.safeParse(fields);
  if (!read.success) return malformed(firstProblem(read.error));
  const { sessionId, msisdn: number, text, shortCode } = read.data;
  const msisdn = normaliseMsisdn(number);
  if (msisdn === null) return malformed('msisdn: not a phone number');
  const input = isStart ? dialledInput(text ?? '', shortCode ?? '') : typedInput(text ?? '');
  const turn = { sessionId, msisdn, serviceCode: shortCode ?? null, isStart, input, turnId: null };
  return { kind: 'ussd-turn', turn, render };
}

function render({ text, isEnd }: RenderedScreen) {
  const body = JSON.stringify({ ussdMenu: text, shouldClose: isEnd, responseExitCode: 200 });
  return { contentType: 'application/json; charset=utf-8', body };
}
