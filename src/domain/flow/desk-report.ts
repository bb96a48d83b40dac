import type { DeskReport, DeskState } from '../workflow/desk.ts';
import type { View } from './node-type.ts';
import { mostNumbered } from './numbered.ts';
import type { OpenForm } from './state.ts';

/** How a report on the desk is called by why it is there. */
export const deskStateKeys = {
  held: 'screen.desk.held',
  flagged: 'screen.desk.flagged',
  returned: 'screen.desk.returned',
} as const satisfies Record<DeskState, string>;

/** Reports on the desk when the dialogue began, without those that it has decided. */
export function deskOf({ desk = [], state }: View): readonly DeskReport[] {
  const decided = new Set(state.handedIn);
  return desk.filter(({ receipt }) => !decided.has(receipt)).slice(0, mostNumbered);
}

/** The report on the desk that an open form decides; null for one that is there no more. */
export function deskReportOf({ desk = [] }: View, { idbdt, digits }: OpenForm): DeskReport | null {
  return desk.find((report) => report.receipt === digits.receipt && report.idbdt === idbdt) ?? null;
}
