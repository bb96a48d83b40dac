import type { OutboundMessage, SendResult } from '../../ports.ts';
import { type HttpCall, readJson, refused, sendHttp, uncertain } from '../send-http.ts';
import type { SendMapping } from './settings.ts';
import { fillText, fillValue, valueAt } from './template.ts';

/** Makes the sending of one message. @param secrets values of `{secret}`, `{username}` and `{password}`. */
export function makeSend(
  map: SendMapping,
  secrets: Readonly<Record<string, string>>,
): (message: OutboundMessage) => Promise<SendResult> {
  return ({ id, recipient, text }) => {
    const values = { ...secrets, to: recipient, to_digits: recipient.replace('+', ''), text, id };
    return sendHttp(callOf(map, values), (answer) => readAnswer(map, answer));
  };
}

function callOf(map: SendMapping, values: Readonly<Record<string, string>>): HttpCall {
  const fields = fillValue(map.fields, values);
  const headers = Object.fromEntries(
    Object.entries(map.headers).map(([name, value]) => [name.toLowerCase(), fillText(value, values)]),
  );
  const { url, method } = map;
  if (method === 'GET' || map.body === 'query') return { method, url: `${url}?${formOf(fields)}`, headers };
  const isJson = map.body === 'json';
  return {
    method,
    url,
    headers: {
      'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: isJson ? JSON.stringify(fields) : formOf(fields),
  };
}

function formOf(fields: unknown): string {
  return new URLSearchParams(
    Object.entries(fields ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

function readAnswer({ id, cost, good }: SendMapping, answer: string): SendResult {
  const body = readJson(answer);
  if (good) {
    const said = valueAt(body, good.field);
    if (said === undefined) return uncertain('unreadable-answer');
    if (!good.values.includes(String(said)))
      return refused('refused by the provider', { isRetryable: false });
  }
  const [messageId, price] = [id, cost].map((path) => {
    const value = path === undefined ? undefined : valueAt(body, path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  });
  if (id !== undefined && !messageId) return uncertain('unreadable-answer');
  return { ok: true, providerMessageId: messageId ?? null, cost: price ?? null };
}
