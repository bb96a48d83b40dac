import { type SlipKind, slipKinds } from '../../src/cli/simulate/make-slip.ts';
import { type Place, places } from '../../src/cli/simulate/typed.ts';
import { sorts } from './make-message.ts';
import type { SlipResult } from './slips.ts';
import { type Cell, type Counts, mustNotBeStored, slipsIn, sumOf, type Tally } from './tally.ts';

/** One table: titles, and rows of as many cells. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a run as tables. */
export function tablesOf({ tally }: SlipResult): Table[] {
  return [promises(tally), reference(tally), elsewhere(tally), keyword(tally), everything(tally)];
}

/** How often slips were stored that the reader must never store. */
export function promises(tally: Tally): Table {
  const promised = (title: string, isWanted: (cell: Cell) => boolean) => {
    const counts = sumOf(tally, (cell) => mustNotBeStored(cell) && isWanted(cell));
    return [title, number(slipsIn(counts)), number(counts.stored)];
  };
  const shiftIn = (sort: string) =>
    promised(
      `${sort} with separators: loss, insertion, block lost behind the reference`,
      (cell) => cell.sort === sort && cell.place === 'elsewhere',
    );
  return {
    title: 'What must be zero',
    head: ['slip', 'slips', 'stored'],
    rows: [
      promised('reference, all messages: one wrong digit', ({ kind }) => kind === 'substitution'),
      promised('reference, all messages: two neighbours swapped', ({ kind }) => kind === 'swap'),
      ...['V', 'V+ref', 'RT'].map(shiftIn),
    ],
  };
}

function reference(tally: Tally): Table {
  const rows = slipKinds.flatMap((kind) =>
    [true, false].flatMap((isSeparated) => {
      const counts = sumOf(
        tally,
        (cell) => cell.place === 'reference' && cell.kind === kind && cell.isSeparated === isSeparated,
      );
      if (slipsIn(counts) === 0) return [];
      const { refused, asked, held, repaired, stored, elsewhere, headNamed, unseen } = counts;
      const row = [slipsIn(counts), refused, asked, held, repaired, stored].map(number);
      return [
        [
          kind,
          separators(isSeparated),
          ...row,
          percent(stored, counts),
          ...[elsewhere, headNamed, unseen].map(number),
        ],
      ];
    }),
  );
  const head = ['slip', 'separators', 'slips', 'refused', 'asked', 'held', 'repaired', 'stored', 'share'];
  return {
    title: 'In the reference',
    head: [...head, 'other household', 'other head named', 'unnoticed'],
    rows,
  };
}

function elsewhere(tally: Tally): Table {
  return shares(tally, 'Behind the reference: stored, and unnoticed', 'elsewhere', slipKinds);
}

function keyword(tally: Tally): Table {
  const kinds = slipKinds.filter((kind) => kind !== 'separator' && kind !== 'block lost');
  return shares(tally, 'In the keyword: stored, and unnoticed', 'keyword', kinds);
}

/** For each sort of message the share of slips stored; behind it the share that the answer doesn't show either. */
function shares(tally: Tally, title: string, place: Place, kinds: readonly SlipKind[]): Table {
  const rows = sorts.flatMap((sort) =>
    [true, false].flatMap((isSeparated) => {
      const isRow = (cell: Cell) =>
        cell.sort === sort && cell.isSeparated === isSeparated && cell.place === place;
      if (slipsIn(sumOf(tally, isRow)) === 0) return [];
      const cells = kinds.map((kind) => {
        const counts = sumOf(tally, (cell) => isRow(cell) && cell.kind === kind);
        if (slipsIn(counts) === 0) return '-';
        return `${percent(counts.stored, counts)} / ${percent(counts.unseen, counts)}`;
      });
      return [[sort, separators(isSeparated), ...cells]];
    }),
  );
  return { title, head: ['message', 'separators', ...kinds], rows };
}

function everything(tally: Tally): Table {
  const wanted = sorts.flatMap((sort) =>
    [true, false].flatMap((isSeparated) =>
      places.flatMap((place) => slipKinds.map((kind) => ({ sort, isSeparated, place, kind }))),
    ),
  );
  const rows = wanted.flatMap((one) => {
    const counts = sumOf(tally, (cell) => isSameCell(cell, one));
    if (slipsIn(counts) + counts.harmless === 0) return [];
    const { refused, asked, held, repaired, answered, stored, unseen, harmless } = counts;
    const figures = [slipsIn(counts), refused, asked, held, repaired, answered, stored, unseen, harmless];
    return [[one.sort, separators(one.isSeparated), one.place, one.kind, ...figures.map(number)]];
  });
  const head = ['message', 'separators', 'place', 'slip', 'slips', 'refused', 'asked', 'held', 'repaired'];
  return {
    title: 'All figures',
    head: [...head, 'other command', 'stored', 'unnoticed', 'no effect'],
    rows,
  };
}

function isSameCell(one: Cell, other: Cell): boolean {
  return (
    one.sort === other.sort &&
    one.isSeparated === other.isSeparated &&
    one.place === other.place &&
    one.kind === other.kind
  );
}

function separators(isSeparated: boolean): string {
  return isSeparated ? 'with' : 'solid';
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function percent(part: number, counts: Counts): string {
  const share = (part * 100) / slipsIn(counts);
  return part === 0 ? '0' : `${share.toFixed(share < 1 ? 2 : 1)} %`;
}
