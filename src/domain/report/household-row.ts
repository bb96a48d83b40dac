import { blankObject } from '../blank-object.ts';
import { isAsked } from '../instrument/digits.ts';
import type { Instrument, Item } from '../instrument/instrument.ts';
import { noApproval } from '../workflow/chain-columns.ts';
import { writtenColumns } from './own-columns.ts';
import { householdCopy } from './prelist-copy.ts';
import type { RecordRow } from './types.ts';

/** A row of `udrt` in the making. */
export type HouseholdRow = Record<string, RecordRow[string]>;

interface Layout {
  readonly blank: HouseholdRow;
  /** Items that are not always asked, in the order in which one hangs on another. */
  readonly conditional: readonly Item[];
}

const nobody = { idbdt: '', village: '', headName: null, address: null, slsName: null, noKk: null };
const layouts = new WeakMap<Instrument, Layout>();

/** A row with no column filled yet. */
export function blankHousehold(instrument: Instrument): HouseholdRow {
  return { ...layoutOf(instrument).blank };
}

/** A row with the same columns; the one place where these rows are copied, see {@link blankObject}. */
export function copyHousehold(row: RecordRow): HouseholdRow {
  return { ...row };
}

/** Puts NULL into what the other answers of the row no longer have asked. */
export function clearUnasked(instrument: Instrument, row: HouseholdRow): void {
  const { conditional } = layoutOf(instrument);
  for (const item of conditional) {
    const value = row[item.column] ?? null;
    if (value !== null && !isAsked(item, row)) row[item.column] = null;
  }
}

function layoutOf(instrument: Instrument): Layout {
  const known = layouts.get(instrument);
  if (known !== undefined) return known;
  const items = [...instrument.items.values()].filter(({ table }) => table === 'udrt');
  const columns = [
    ...Object.keys(householdCopy(instrument, nobody)),
    ...items.map(({ column }) => column),
    ...instrument.mapping.copies.map(([to]) => to),
    ...writtenColumns,
    ...Object.keys(noApproval),
  ];
  const layout = {
    blank: blankObject(columns),
    conditional: items.filter(({ askedIf }) => askedIf !== null),
  };
  layouts.set(instrument, layout);
  return layout;
}
