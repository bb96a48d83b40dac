import type { z } from 'zod';
import type { ChannelRequest, HttpAnswer, Parsed, RenderedScreen } from '../../ports.ts';
import { dialledInput, typedInput } from '../dialled.ts';
import { idField, textField } from '../fields.ts';
import { normaliseMsisdn } from '../msisdn.ts';
import { malformed, readMoment, withoutControls } from '../parsed.ts';
import type { Answer, DeliveryMapping, Mark, SmsMapping, UssdMapping } from './settings.ts';
import { fill, valueAt } from './template.ts';

/** A field that does not fit; caught by the parse functions, and never thrown out of them. */
class FieldProblem extends Error {}

const idText = idField(128);
const shortText = textField(256);
const longText = textField(Number.POSITIVE_INFINITY);
const ussdText = textField(4_000).regex(/^\P{Cc}*$/u, 'holds control characters');

/** @throws FieldProblem that names the path. Numbers count as their digits. */
function read(body: unknown, path: string, schema: z.ZodType<string>): string {
  const value = valueAt(body, path);
  const result = schema.safeParse(typeof value === 'number' ? String(value) : value);
  if (result.success) return result.data;
  throw new FieldProblem(`${path}: ${result.error.issues[0]?.message}`);
}

function readIfGiven(body: unknown, path: string | undefined, schema: z.ZodType<string>): string | null {
  if (path === undefined || valueAt(body, path) == null) return null;
  return read(body, path, schema);
}

function isMarked(body: unknown, mark: Mark | undefined): boolean {
  return mark?.values.includes(String(valueAt(body, mark.field))) ?? false;
}

function guarded(parse: (request: ChannelRequest) => Parsed): (request: ChannelRequest) => Parsed {
  return (request) => {
    try {
      return parse(request);
    } catch (error) {
      if (error instanceof FieldProblem) return malformed(error.message);
      throw error;
    }
  };
}

function readMsisdn(body: unknown, path: string): string {
  const msisdn = normaliseMsisdn(read(body, path, shortText));
  if (msisdn === null) throw new FieldProblem(`${path}: not a phone number`);
  return msisdn;
}

function answerOf({ content_type: contentType, body }: Answer, text: string): HttpAnswer {
  return { contentType, body: fill(body, { text }) };
}

export function smsParser(map: SmsMapping) {
  return guarded(({ body, rawFields }) => {
    const providerId = read(body, map.id, idText);
    const sender = readMsisdn(body, map.from);
    const text = read(body, map.text, longText);
    const time = readIfGiven(body, map.time?.field, shortText);
    const receiver = readIfGiven(body, map.to, shortText);
    return {
      kind: 'sms',
      message: {
        providerId,
        kind: 'sms',
        sender,
        receiver: receiver ? withoutControls(receiver) : null,
        raw: rawFields?.get(map.text) ?? Buffer.from(text),
        sentAt: time !== null && map.time ? readMoment(time, map.time.form) : null,
      },
      ...(map.answer && { acknowledgement: answerOf(map.answer, '') }),
    };
  });
}

export function ussdParser(map: UssdMapping) {
  const render = ({ text, isEnd }: RenderedScreen) => answerOf(isEnd ? map.ends : map.goes_on, text);
  return guarded(({ body }) => {
    const sessionId = read(body, map.session, idText);
    if (isMarked(body, map.end)) return { kind: 'ussd-end', sessionId, status: 'ended' };
    const msisdn = readMsisdn(body, map.msisdn);
    const serviceCode = readIfGiven(body, map.code, idText);
    const isStart = isMarked(body, map.start);
    // At the start many providers leave it out.
    const text = isStart ? (readIfGiven(body, map.text, ussdText) ?? '') : read(body, map.text, ussdText);
    if (map.input === 'cumulative') {
      const input = text.endsWith('#') ? text.slice(0, -1) : text;
      const tokens = input === '' ? [] : input.split(map.separator);
      return { kind: 'ussd', request: { sessionId, msisdn, serviceCode, tokens }, render };
    }
    const input = isStart ? dialledInput(text, serviceCode ?? '') : typedInput(text);
    const turnId = readIfGiven(body, map.turn, idText);
    return { kind: 'ussd-turn', turn: { sessionId, msisdn, serviceCode, isStart, input, turnId }, render };
  });
}

export function deliveryParser(map: DeliveryMapping) {
  return guarded(({ body }) => {
    const providerMessageId = read(body, map.id, idText);
    const providerStatus = read(body, map.status, idText);
    const state = Object.hasOwn(map.states, providerStatus) ? (map.states[providerStatus] ?? null) : null;
    const said = readIfGiven(body, map.reason, shortText);
    const reason = state === 'failed' ? withoutControls(said || providerStatus) : null;
    return { kind: 'delivery', providerMessageId, state, providerStatus, reason };
  });
}
