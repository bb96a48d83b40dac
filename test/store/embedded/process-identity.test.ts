import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isProcessAlive, ownIdentity } from '../../../src/store/embedded/process-identity.ts';

const own = ownIdentity();

describe('a process', () => {
  const finished = Number(execFileSync('sh', ['-c', 'echo $$']).toString());
  const cases: readonly [string, Parameters<typeof isProcessAlive>[0], boolean | null][] = [
    ['that asks', own, true],
    ['that has ended', { ...own, pid: finished }, false],
    ['whose number is now that of another', { ...own, startedAtTicks: '1' }, false],
    ['on another machine, of which nothing is known', { ...own, machine: 'elsewhere' }, null],
  ];
  it.each(cases)('%s', (_label, identity, expected) => {
    expect(isProcessAlive(identity)).toBe(expected);
  });
});
