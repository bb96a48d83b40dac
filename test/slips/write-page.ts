import { readFileSync, writeFileSync } from 'node:fs';
import type { Table } from './page.ts';

/** Puts tables into a page of Markdown between the two marks of a name; all around them stays. */
export function writeBetween(file: string, name: string, content: string): void {
  writeFileSync(file, replaceBetween(readFileSync(file, 'utf8'), name, content));
}

/** @throws Error for a page without the marks. */
export function replaceBetween(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} begin -->`, `<!-- ${name} end -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page lacks the marks of ${name}`);
  return `${page.slice(0, from + begin.length)}\n${content.trim()}\n${page.slice(to)}`;
}

/** A table in Markdown under its title. */
export function markdown({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
