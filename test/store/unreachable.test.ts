import { describe, expect, it } from 'vitest';
import { isStoreUnreachable } from '../../src/store/unreachable.ts';

function failure(fields: object, message = 'made up'): Error {
  return Object.assign(new Error(message), fields);
}

describe('the store is', () => {
  const cases: readonly [string, unknown, boolean][] = [
    ['unreachable: connection refused', failure({ code: 'ECONNREFUSED' }), true],
    ['unreachable: the socket is not there', failure({ code: 'ENOENT', syscall: 'connect' }), true],
    ['reachable: another file is not there', failure({ code: 'ENOENT', syscall: 'open' }), false],
    ['unreachable: shut down by the administrator', failure({ code: '57P01' }), true],
    ['unreachable: starting up', failure({ code: '57P03' }), true],
    ['unreachable: too many connections', failure({ code: '53300' }), true],
    ['unreachable: no room on its disk', failure({ code: '53100' }), true],
    ['unreachable: no memory', failure({ code: '53200' }), true],
    ['unreachable: its disk fails', failure({ code: '58030' }), true],
    ['unreachable: connection failure', failure({ code: '08006' }), true],
    ['reachable: a constraint was broken', failure({ code: '23505' }), false],
    ['reachable: a statement took too long', failure({ code: '57014' }), false],
    ['unreachable: the pool gave none', failure({ name: 'KnexTimeoutError' }), true],
    ['unreachable: cut off amid a query', failure({}, 'Connection terminated unexpectedly'), true],
    ['unreachable: for a cause', failure({ cause: failure({ code: 'EPIPE' }) }), true],
    ['reachable: a fault of ours', new TypeError('x is not a function'), false],
    ['reachable: no error at all', 'ECONNREFUSED', false],
  ];
  it.each(cases)('%s', (_label, error, expected) => {
    expect(isStoreUnreachable(error)).toBe(expected);
  });
});
