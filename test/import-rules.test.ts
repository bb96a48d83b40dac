import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom: the layers of `src/`, each with what it may import besides itself. */
const layers: readonly { readonly name: string; readonly of: RegExp; readonly may: readonly RegExp[] }[] = [
  { name: 'domain', of: /^domain\//, may: [/^domain\//, /^zod$/] },
  { name: 'ports', of: /^ports(\.ts$|\/)/, may: [/^domain\//, /^ports\//] },
  {
    name: 'services',
    of: /^services\//,
    may: [/^domain\//, /^ports\.ts$/, /^services\//, /^node:/, /^zod$/],
  },
  {
    name: 'store',
    of: /^store\//,
    may: [
      /^domain\//,
      /^ports\.ts$/,
      /^store\//,
      /^node:/,
      /^zod$/,
      /^(knex|pg|csv-parse|@electric-sql\/|@node-rs\/argon2)/,
    ],
  },
  {
    name: 'queue',
    of: /^queue\//,
    may: [
      /^domain\//,
      /^ports\.ts$/,
      /^queue\//,
      /^node:/,
      /^(bull|ioredis|rate-limiter-flexible|zod|@bull-board\/.*)$/,
    ],
  },
  {
    name: 'web',
    of: /^web\//,
    may: [
      /^domain\//,
      /^ports\.ts$/,
      /^web\//,
      /^metrics\.ts$/,
      /^html\.ts$/,
      /^node:/,
      /^(busboy|express|zod|helmet|prom-client)$/,
    ],
  },
  { name: 'print', of: /^print\//, may: [/^domain\//, /^html\.ts$/, /^print\//, /^zod$/] },
  { name: 'html', of: /^html\.ts$/, may: [] },
  {
    name: 'config',
    of: /^config\.ts$/,
    may: [/^domain\//, /^node:/, /^(zod|yaml)$/, /^channels\/channel-config\.ts$/],
  },
];

const src = join(import.meta.dirname, '..', 'src');

describe('import rules', () => {
  const imports = sourceFiles(src).flatMap((file) =>
    importsOf(join(src, file)).map((target) => ({ file, target: resolved(file, target) })),
  );

  it('sees the imports it is to judge', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  for (const layer of layers) {
    it(`${layer.name} imports only what it may`, () => {
      const broken = imports.filter(
        ({ file, target }) => layer.of.test(file) && !layer.may.some((allowed) => allowed.test(target)),
      );
      expect(broken).toEqual([]);
    });
  }

  it('a channel never imports a sibling, a store or a service', () => {
    const broken = imports.filter(({ file, target }) => {
      const folder = /^channels\/([^/]+)\//.exec(file)?.[1];
      if (folder === undefined) return false;
      const sibling = /^channels\/([^/]+)\//.exec(target)?.[1];
      return (
        (sibling !== undefined && sibling !== folder) || /^(store|services|queue|web|cli)\//.test(target)
      );
    });
    expect(broken).toEqual([]);
  });

  it('only the configuration reads the environment', () => {
    const readers = sourceFiles(src).filter((file) =>
      readFileSync(join(src, file), 'utf8').includes('process.env'),
    );
    expect(readers.filter((file) => file !== 'main.ts')).toEqual([]);
  });

  it('the domain is free of clocks, randomness and the environment', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random|process\.|setTimeout|setInterval/;
    const broken = sourceFiles(src).filter(
      (file) => file.startsWith('domain/') && impure.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(broken).toEqual([]);
  });
});

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s(?:[^'"]*?from\s)?['"]([^'"]+)['"]/gms)].flatMap((match) =>
    match[1] === undefined ? [] : [match[1]],
  );
}

function resolved(file: string, target: string): string {
  return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
}
