import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeTypes } from '../../../src/domain/flow/nodes/index.ts';

describe('the list of node types', () => {
  it('has every file of its folder, by the name of its type', () => {
    const folder = join(import.meta.dirname, '../../../src/domain/flow/nodes');
    const files = readdirSync(folder).map((file) => file.replace('.ts', ''));
    expect(nodeTypes.map(({ type }) => type)).toEqual(files.filter((file) => file !== 'index').toSorted());
  });
});
