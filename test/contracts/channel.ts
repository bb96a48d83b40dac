import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Action, Channel, ChannelRequest, Parsed } from '../../src/ports.ts';
import { type Fields, parseFields } from '../../src/web/fields.ts';

/** One body of the provider, verbatim, and what it is. */
export interface ChannelFixture {
  readonly action: Action;
  /** The name of a file in `test/fixtures/channels/<type>/`. */
  readonly file: string;
  /** Without `render`. */
  readonly parsed: object;
  /** Fields that the adapter reads, and may not miss. */
  readonly required: readonly string[];
  /** Of these, the one that holds a phone number. */
  readonly number?: string;
}

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'channels');

/** What every channel over HTTP does with its provider's bodies, with spoilt ones, and with a token. */
export function channelContract(
  type: string,
  open: (token: string) => Channel,
  cases: readonly ChannelFixture[],
): void {
  const channel = open('a-secret');
  const parse = (action: Action, request: ChannelRequest): Parsed => {
    const parser = channel.actions[action];
    if (!parser) throw new Error(`${type} has no action ${action}`);
    return parser(request);
  };

  describe(`channel: ${type}`, () => {
    it('has a fixture for each of its actions', () => {
      expect(new Set(cases.map(({ action }) => action))).toEqual(new Set(Object.keys(channel.actions)));
    });

    describe.each(cases)('$file', ({ action, file, parsed, required, number }) => {
      const { values, raw } = readFixture(join(fixtures, type, file));
      const request = (body: Record<string, unknown>): ChannelRequest => ({
        query: {},
        headers: {},
        body,
        rawFields: raw,
      });

      it('is read', () => {
        const { render: _render, ...rest } = { render: undefined, ...parse(action, request(values)) };
        expect(rest).toEqual(parsed);
      });

      it.each(required)('is malformed without %s', (field) => {
        const { [field]: _left, ...others } = values;
        expect(parse(action, request(others))).toEqual({ kind: 'malformed', problem: `${field}: missing` });
      });

      it.each(required)('is malformed with %s sent twice', (field) => {
        const twice = { ...values, [field]: ['1', '2'] };
        expect(parse(action, request(twice))).toEqual({
          kind: 'malformed',
          problem: `${field}: sent more than once`,
        });
      });

      it.each(required)('is malformed with an object for %s', (field) => {
        const nested = { ...values, [field]: { length: 3 } };
        expect(parse(action, request(nested))).toEqual({
          kind: 'malformed',
          problem: `${field}: not a text`,
        });
      });

      const badNumbers = number === undefined ? [] : ['', 'TELKOMSEL', '12', '+62', '+6281200000001<x>'];
      for (const bad of badNumbers) {
        it(`is malformed with the number "${bad}"`, () => {
          const answer = parse(action, request({ ...values, [`${number}`]: bad }));
          expect(answer).toEqual({ kind: 'malformed', problem: `${number}: not a phone number` });
        });
      }

      it('ignores fields that it does not use', () => {
        const more = { ...values, __proto__: { text: 'x' }, constructor: 'x', extra: ['1', '2'] };
        const { render: _render, ...rest } = { render: undefined, ...parse(action, request(more)) };
        expect(rest).toEqual(parsed);
      });
    });

    it.each([
      ['the token in the query', { query: { token: 'a-secret' } }, true],
      ['the token in the header', { headers: { 'x-channel-token': 'a-secret' } }, true],
      ['no token', {}, false],
      ['an empty token', { query: { token: '' } }, false],
      ['another token', { query: { token: 'a-secreT' } }, false],
      ['a part of the token', { query: { token: 'a-sec' } }, false],
      ['the token twice', { query: { token: ['a-secret', 'a-secret'] } }, false],
      ['the token in the body', { body: { token: 'a-secret' } }, false],
      [
        'a wrong header with the right query',
        { query: { token: 'a-secret' }, headers: { 'x-channel-token': 'no' } },
        false,
      ],
    ] as const)('with %s is authentic or not', (_label, part, isAuthentic) => {
      const request: ChannelRequest = { query: {}, body: {}, headers: {}, ...part };
      expect(channel.isAuthentic(request, false)).toBe(isAuthentic);
      expect(channel.isAuthentic(request, true)).toBe(isAuthentic);
    });

    it('refuses the demo token for what a proxy forwards', () => {
      const demo = open('demo');
      const request: ChannelRequest = { query: { token: 'demo' }, body: {}, headers: {} };
      expect(demo.isAuthentic(request, false)).toBe(true);
      expect(demo.isAuthentic(request, true)).toBe(false);
    });
  });
}

function readFixture(path: string): Fields {
  const fields = parseFields(readFileSync(path, 'latin1'));
  if (typeof fields === 'string') throw new Error(fields);
  return fields;
}
