import { describe, expect, it } from 'vitest';
import { readFlow, readInstrument, readMessages } from '../src/flow-files.ts';

describe('the flow files', () => {
  it('are read', () => {
    expect(readInstrument().version).toBe('dtks-2021.1');
    expect(readMessages().id.size).toBe(readMessages().en.size);
  });

  it('give no flow for a role that has none', () => {
    expect(readFlow('pusat')).toBeNull();
  });

  it('name a file that is missing', () => {
    expect(() => readInstrument('dtks-1999')).toThrow('dtks-1999.yaml');
  });
});
