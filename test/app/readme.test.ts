import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway, today, ways } from './gateway.ts';

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

/** The examples of the table of keywords, in its order. */
function examplesIn(text: string): string[] {
  const [, table = ''] = /### By SMS\n([\s\S]*?)\n### /.exec(text) ?? [];
  const cells = table.split('\n').flatMap((line) => (line.startsWith('|') ? [line.split('|')[3] ?? ''] : []));
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, example = '']) => example));
}

describe('the README’s table of keywords', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(ways[0]);
  });
  afterAll(() => gateway.stop());

  it('has examples that work on the demo area, one after another', async () => {
    const examples = examplesIn(readme);
    expect(examples.length).toBeGreaterThan(20);
    let receipt = '';
    for (const example of examples) {
      const text = example.replace('2411', today()).replace('ABCDE', receipt);
      const { outcome, answer } = await gateway.text(text);
      const expected = text.startsWith('V 9415010001000008') ? 'ask' : 'accepted';
      expect({ example, outcome }).toEqual({ example, outcome: expected });
      receipt = /Diterima ([A-Z2-9]{5})/.exec(answer ?? '')?.[1] ?? receipt;
    }
  });
});
