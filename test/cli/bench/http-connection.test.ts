import { describe, expect, it } from 'vitest';
import { parseReply } from '../../../src/cli/bench/http-connection.ts';

const whole = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-Length: 6\r\n\r\nCON é';

describe('parseReply', () => {
  it.each([
    ['status and body', whole, { status: 200, body: 'CON é' }],
    ['no body', 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n', { status: 503, body: '' }],
  ])('%s', (_label, text, expected) => {
    expect(parseReply(Buffer.from(text))).toEqual(expected);
  });

  it('waits for what is still to come, wherever it is cut', () => {
    const bytes = Buffer.from(whole);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(parseReply(bytes.subarray(0, length))).toBeNull();
    }
  });

  it('refuses a reply without a length', () => {
    expect(() => parseReply(Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'))).toThrow(
      'no Content-Length',
    );
  });
});
