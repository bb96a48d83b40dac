import { describe, expect, it } from 'vitest';
import { parseUssd } from '../../../src/channels/infobip/parse.ts';

const turn = { sessionId: 's1', msisdn: '6281200000001', text: '*123*1*716#', shortCode: '*123#' };
const parse = (target: string, body: object, query = {}) => {
  const parsed = parseUssd({ query, headers: {}, body: { ...body }, target });
  if (parsed.kind === 'ussd-turn') return parsed.turn;
  return parsed;
};

describe('parseUssd of infobip', () => {
  it.each([
    ['a start', 'start', turn, { sessionId: 's1', isStart: true, input: ['1', '716'], turnId: null }],
    ['a start without text', 'start', { ...turn, text: null }, { isStart: true, input: [] }],
    ['a response', 'response', { ...turn, text: '7' }, { isStart: false, input: ['7'] }],
    ['several answers at once', 'response', { ...turn, text: '1*716' }, { input: ['1', '716'] }],
    [
      'an end',
      'end',
      { sessionId: 's1', exitCode: 600 },
      { kind: 'ussd-end', sessionId: 's1', status: 'exit code 600' },
    ],
    ['an end without code', 'end', { sessionId: 's1' }, { kind: 'ussd-end', status: 'exit code not told' }],
    [
      'no session',
      'response',
      { ...turn, sessionId: undefined },
      { kind: 'malformed', problem: 'sessionId: missing' },
    ],
    ['no number', 'start', { sessionId: 's1' }, { kind: 'malformed', problem: 'msisdn: missing' }],
    [
      'a bad number',
      'start',
      { ...turn, msisdn: '12' },
      { kind: 'malformed', problem: 'msisdn: not a phone number' },
    ],
    ['another step', 'begin', turn, { kind: 'malformed', problem: 'step: not one that is known' }],
  ])('reads %s by the query', (_label, step, body, parsed) => {
    expect(parse('/channels/ib/ussd?token=t', body, { step })).toMatchObject(parsed);
  });

  it.each([
    ['start', { isStart: true, sessionId: 'from-path' }],
    ['response', { isStart: false, sessionId: 'from-path' }],
    ['end', { kind: 'ussd-end', sessionId: 'from-path' }],
    ['begin', { kind: 'malformed' }],
  ])('reads /session/ID/%s', (step, parsed) => {
    const { sessionId: _left, ...body } = turn;
    expect(parse(`/channels/ib/ussd/session/from-path/${step}?token=t`, body)).toMatchObject(parsed);
  });

  it('answers a screen as the provider reads it', () => {
    const parsed = parseUssd({ query: { step: 'start' }, headers: {}, body: turn });
    if (parsed.kind !== 'ussd-turn') throw new Error(parsed.kind);
    expect(JSON.parse(parsed.render({ text: 'Selesai', isEnd: true }).body)).toEqual({
      ussdMenu: 'Selesai',
      shouldClose: true,
      responseExitCode: 200,
    });
  });
});
