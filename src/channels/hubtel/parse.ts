import type { ChannelRequest, Parsed, RenderedScreen } from '../../ports.ts';
import { dialledInput, typedInput } from '../dialled.ts';
import { firstProblem } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed } from '../parsed.ts';
import { UssdFields } from './schema.ts';

/** One turn, or the end of a session: both come to one URL. */
export function parseUssd({ body }: ChannelRequest): Parsed {
  const read = UssdFields.safeParse(body);
  if (!read.success) return malformed(firstProblem(read.error));
  const { Type, SessionId, Mobile, Message, ServiceCode, Sequence } = read.data;
  if (Type === 'release' || Type === 'timeout')
    return { kind: 'ussd-end', sessionId: SessionId, status: Type };
  if (Type !== 'initiation' && Type !== 'response') return malformed('Type: not one that is known');
  const msisdn = normaliseMsisdn(Mobile);
  if (msisdn === null) return malformed('Mobile: not a phone number');
  const isStart = Type === 'initiation';
  return {
    kind: 'ussd-turn',
    turn: {
      sessionId: SessionId,
      msisdn,
      serviceCode: ServiceCode ?? null,
      isStart,
      input: isStart ? dialledInput(Message ?? '', ServiceCode ?? '') : typedInput(Message ?? ''),
      turnId: Sequence,
    },
    render,
  };
}

function render({ text, isEnd }: RenderedScreen) {
  const body = JSON.stringify({ Type: isEnd ? 'Release' : 'Response', Message: text });
  return { contentType: 'application/json; charset=utf-8', body };
}
