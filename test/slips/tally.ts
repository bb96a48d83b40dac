import type { SlipKind } from '../../src/cli/simulate/make-slip.ts';
import type { Place } from '../../src/cli/simulate/typed.ts';
import { type Fate, fates, type Shown } from './fate.ts';

/** Which slips are counted together. */
export interface Cell {
  readonly sort: string;
  readonly isSeparated: boolean;
  readonly kind: SlipKind;
  readonly place: Place;
}

/** How many slips came to which end. */
export interface Counts extends Record<Fate, number> {
  /** Of those stored, those whose answer is the same as if there had been no slip. */
  unseen: number;
  /** Of those stored, those of another household. */
  elsewhere: number;
  /** Of those of another household, those whose answer names another masked head. */
  headNamed: number;
}

/** A slip that the required zeros forbid. */
export interface Breach {
  readonly cell: Cell;
  readonly meant: string;
  readonly typed: string;
}

/** The figures of a run. */
export interface Tally {
  readonly cells: Map<string, { readonly cell: Cell; readonly counts: Counts }>;
  readonly breaches: Breach[];
}

/** Sorts whose blocks show a slip that shifts their digits. */
const shiftProof = new Set(['V', 'V+ref', 'RT']);
const shifts: ReadonlySet<SlipKind> = new Set(['loss', 'insertion', 'block lost']);

export function emptyTally(): Tally {
  return { cells: new Map(), breaches: [] };
}

/** Counts one slip. */
export function note({ cells }: Tally, cell: Cell, fate: Fate, shown: Shown | null): void {
  const key = Object.values(cell).join();
  const { counts } = cells.get(key) ?? { counts: emptyCounts() };
  cells.set(key, { cell, counts });
  counts[fate] += 1;
  if (shown === null) return;
  if (!shown.isToldApart) counts.unseen += 1;
  if (shown.isElsewhere) counts.elsewhere += 1;
  if (shown.isElsewhere && shown.isOtherHeadNamed) counts.headNamed += 1;
}

/**
 * Whether none of such slips may ever be stored: one wrong digit or a swap in the reference, and behind it what
 * shifts the digits of a household's own report that has separators.
 */
export function mustNotBeStored({ sort, isSeparated, kind, place }: Cell): boolean {
  if (place === 'reference') return kind === 'substitution' || kind === 'swap';
  return place === 'elsewhere' && isSeparated && shiftProof.has(sort) && shifts.has(kind);
}

/** The counts of all cells that are wanted, added up. */
export function sumOf({ cells }: Tally, isWanted: (cell: Cell) => boolean): Counts {
  const sum = emptyCounts();
  for (const { cell, counts } of cells.values()) {
    if (!isWanted(cell)) continue;
    for (const fate of fates) sum[fate] += counts[fate];
    sum.unseen += counts.unseen;
    sum.elsewhere += counts.elsewhere;
    sum.headNamed += counts.headNamed;
  }
  return sum;
}

/** Slips in all, those left out that had no effect. */
export function slipsIn(counts: Counts): number {
  return fates.reduce((sum, fate) => sum + (fate === 'harmless' ? 0 : counts[fate]), 0);
}

function emptyCounts(): Counts {
  return {
    harmless: 0,
    refused: 0,
    asked: 0,
    held: 0,
    repaired: 0,
    answered: 0,
    stored: 0,
    unseen: 0,
    elsewhere: 0,
    headNamed: 0,
  };
}
