import { describe, expect, it } from 'vitest';
import { describeError, makeLog } from '../src/log.ts';

const sms = 'RT 7-16 1212411041';
const nik = '9171012345678901';

function logInto(level = 'debug') {
  const lines: string[] = [];
  const log = makeLog(level, { write: (line: string) => void lines.push(line) });
  return { log, lines, last: (): unknown => JSON.parse(lines.at(-1) ?? 'null') };
}

describe('log', () => {
  it('writes a line of JSON with level, time, event and fields', () => {
    const { log, last } = logInto();
    log.info({ inboxId: '7', channel: 'at' }, 'inbox.read');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'inbox.read',
      inboxId: '7',
      channel: 'at',
    });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logInto('warn');
    log.info({}, 'one');
    log.debug({}, 'two');
    log.warn({}, 'three');
    log.error({}, 'four');
    expect(lines).toHaveLength(2);
  });

  it.each([
    ['text', { text: sms }],
    ['sender', { sender: '+6281200000001' }],
    ['recipient', { recipient: '+6281200000001' }],
    ['nik', { nik }],
    ['token', { token: 'a-secret' }],
    ['a field one level down', { message: { text: sms, sender: '+6281200000001' } }],
  ])('hides %s, should a caller forget', (_label, fields) => {
    const { log, lines } = logInto();
    log.info(fields, 'event');
    for (const secret of [sms, nik, '+6281200000001', 'a-secret']) expect(lines[0]).not.toContain(secret);
    expect(lines[0]).toContain('[redacted]');
  });
});

describe('describeError', () => {
  it('tells type, code, constraint and place', () => {
    const error = Object.assign(new TypeError('boom'), { code: '23505', constraint: 'inbox_unique' });
    expect(describeError(error)).toEqual({
      type: 'TypeError',
      code: '23505',
      constraint: 'inbox_unique',
      message: 'boom',
      at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    });
  });

  it.each([
    ['a JSON parser', `Unexpected token 'R', "${sms}" is not valid JSON`],
    ['PostgreSQL', `invalid input syntax for type date: "${sms}"`],
    ['a quote that is cut off', `cannot read 'x ${sms}`],
    ['digits without quotes', `no such household ${nik}`],
  ])('leaves out what %s quotes', (_label, message) => {
    const described = JSON.stringify(describeError(new Error(message)));
    expect(described).not.toContain(sms);
    expect(described).not.toContain(nik);
  });

  it('leaves out what an HTTP client or a driver hangs on its error', () => {
    const error = Object.assign(new Error('Request failed'), {
      config: { headers: { apikey: 'a-secret' } },
      detail: `Key (nik)=(${nik}) already exists.`,
    });
    expect(JSON.stringify(describeError(error))).not.toMatch(/a-secret|9171/);
  });

  it('tells no more than the type of what is no error', () => {
    expect(describeError(sms)).toEqual({ type: 'string' });
  });
});
