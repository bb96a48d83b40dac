import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playTranscript } from '../../support/dialogue.ts';

const folder = join(import.meta.dirname, '../../fixtures/dialogues');

describe('dialogues show on the phone what their transcripts say', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

  it.each(names)('%s', async (name) => {
    const transcript = readFileSync(join(folder, name), 'utf8');
    expect(await playTranscript(transcript)).toBe(transcript);
  });
});
