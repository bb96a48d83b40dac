import { dialledInput, typedInput } from '../dialled.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { decodeBytes } from './alphabet.ts';
import { bytesOf, numberOf, type Pdu } from './package.ts';
import { hash, readShortMessage, type ShortMessage } from './parse.ts';
import type { ReceiveParts } from './receive.ts';
import { answers } from './status.ts';

/** Values of ussd_service_op, SMPP 3.4 section 5.3.2.44. */
export const operations = { begin: 1, ask: 2, end: 17, typed: 18 } as const;

/** A screen on its way to the phone. */
export interface UssdAnswer {
  /** The phone's address, as it came. */
  readonly destination: string;
  /** The code that was dialled, as it came. */
  readonly source: string;
  readonly text: string;
  readonly operation: typeof operations.ask | typeof operations.end;
  /** its_session_info of the answer; null where the SMSC sent none. */
  readonly sessionInfo: Buffer | null;
}

/** A beginning that comes twice over one bind is one call; a new call may get the number of an old one. */
const callKnownForMs = 10 * 60_000;

/** Makes the handling of a deliver_sm that belongs to a USSD session. */
export function makeReceiveUssd({ channel, settings, intake, log, answerUssd }: ReceiveParts) {
  return async (pdu: Pdu, connection: string): Promise<number> => {
    const operation = numberOf(pdu, 'ussd_service_op');
    const message = readShortMessage(pdu, settings.default_alphabet);
    const msisdn = normaliseMsisdn(message.source);
    if (msisdn === null) return answers.invalidSource;
    const info = bytesOf(pdu, 'its_session_info');
    const setKey = hash(['ussd', message.source, info?.[0] ?? null]);
    const isStart = operation === operations.begin;
    if (isEnd(info) || (!isStart && operation !== operations.typed)) {
      const sessionId = (await intake.smppArrivals.findSet(channel, setKey)) ?? 'unknown';
      await intake.receiveUssdEnd({ kind: 'ussd-end', sessionId, status: `op ${operation}` }, channel);
      return answers.ok;
    }
    const sessionId = isStart
      ? await beginCall(pdu, setKey, connection)
      : await intake.smppArrivals.findSet(channel, setKey);
    if (sessionId === null) {
      log.warn({ channel }, 'smpp.ussd-without-beginning');
      return answers.permanent;
    }
    const text = decodeBytes(message.bytes, message.coding);
    const screen = await intake.stepUssdTurn(
      {
        sessionId,
        msisdn,
        ...(isStart ? dialled(message, text) : { serviceCode: null, input: typedInput(text) }),
        isStart,
        turnId: `${connection} ${pdu.sequence_number}`,
      },
      channel,
    );
    // The turn is committed: a screen that does not arrive is the phone's to ask for again.
    void answerUssd({
      destination: message.source,
      source: message.destination,
      text: screen.text,
      operation: screen.isEnd ? operations.end : operations.ask,
      sessionInfo: answerInfo(info, screen.isEnd),
    });
    return answers.ok;
  };

  async function beginCall(pdu: Pdu, setKey: string, connection: string): Promise<string> {
    const { setId } = await intake.smppArrivals.add(channel, {
      setKey,
      part: 1,
      digest: '',
      connection,
      sequence: pdu.sequence_number,
      coding: 'binary',
      raw: Buffer.alloc(0),
      now: intake.clock(),
      knownForMs: callKnownForMs,
      repeats: 'same-pdu',
    });
    return setId;
  }

  /** The text is what was dialled; some SMSCs leave it empty and put the code into the destination. */
  function dialled(message: ShortMessage, text: string) {
    const code = settings.ussd_code ?? /^\*\d+/.exec(text)?.[0] ?? message.destination;
    return { serviceCode: code || null, input: dialledInput(text, code) };
  }
}

/** Low bit of the second byte: the session is over, SMPP 3.4's its_session_info, section 5.3.2.43. */
function isEnd(info: Buffer | null): boolean {
  return ((info?.[1] ?? 0) & 1) === 1;
}

function answerInfo(info: Buffer | null, ends: boolean): Buffer | null {
  if (info === null) return null;
  return Buffer.from([info[0] ?? 0, ((info[1] ?? 0) & 0xfe) | (ends ? 1 : 0)]);
}
