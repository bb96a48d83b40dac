import { describe, expect, it } from 'vitest';
import { parseSms } from '../../../src/channels/kannel/parse.ts';
import { parseFields } from '../../../src/web/fields.ts';

/** As Kannel 1.4.5 called, with other numbers. */
const call = (text: string, charset: string) =>
  `id=a92a0f7b-2e95-48a0-9343-95d03bc032ee&from=%2B6281200000001&to=94940&text=${text}&time=1795556167&charset=${charset}`;

function textOf(query: string): string {
  const fields = parseFields(query);
  if (typeof fields === 'string') throw new Error(fields);
  const parsed = parseSms({ query: fields.values, body: fields.values, headers: {}, rawFields: fields.raw });
  if (parsed.kind !== 'sms') throw new Error(parsed.kind);
  return Buffer.from(parsed.message.raw).toString();
}

describe('parseSms of kannel', () => {
  it.each([
    ['a text in the GSM alphabet, which comes as UTF-8', call('caf%C3%A9+7-16', 'UTF-8'), 'café 7-16'],
    [
      'a text in UCS-2, which comes as it was',
      call('%00V%00+%00%E9%D8%3D%DE%00', 'UTF-16BE'),
      'V é\u{1f600}',
    ],
    ['the same of bytes that are valid UTF-8', call('%00V%00+%007', 'UTF-16BE'), 'V 7'],
    ['a byte too many', call('%00V%00', 'UTF-16BE'), 'V'],
    ['no charset, as older settings have it', call('V+7-16', '').replace('&charset=', ''), 'V 7-16'],
  ])('reads %s', (_label, query, text) => {
    expect(textOf(query)).toBe(text);
  });
});
