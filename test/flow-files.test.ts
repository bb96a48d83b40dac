import { describe, expect, it } from 'vitest';
import { readFlow, readInstrument, readMessages, readRecodes } from '../src/flow-files.ts';

describe('the flow files', () => {
  it('are read', () => {
    expect(readInstrument().version).toBe('dtks-2021.1');
    expect(readMessages().id.size).toBe(readMessages().en.size);
  });

  it('have the recodes of Papua, each code once', () => {
    const recodes = readRecodes();
    expect(recodes).toHaveLength(26);
    expect(new Set(recodes.map(({ bps }) => bps)).size).toBe(26);
    expect(new Set(recodes.flatMap(({ before, now }) => [before, now])).size).toBe(52);
    expect(recodes.find(({ bps }) => bps === '9415')).toMatchObject({ before: '9118', now: '9304' });
  });

  it('give no flow for a role that has none', () => {
    expect(readFlow('pusat')).toBeNull();
  });

  it('name a file that is missing', () => {
    expect(() => readInstrument('dtks-1999')).toThrow('dtks-1999.yaml');
  });
});
