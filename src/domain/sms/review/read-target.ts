import type { Role } from '../../workflow/roles.ts';
import type { Reading } from '../command.ts';
import { withoutAreaDots } from '../dotted-area.ts';
import { readHeadReference } from '../mend/read-reference.ts';
import { isReceipt } from '../receipts.ts';
import type { Reference } from '../references.ts';
import { leadingGroups } from '../tokens.ts';

type HeadFault = Extract<ReturnType<typeof readHeadReference>, { readonly reason: string }>;

/** What a review is of, and the text behind it. */
export type ReviewTarget =
  | { readonly kind: 'receipt'; readonly receipt: string; readonly rest: string }
  | { readonly kind: 'area'; readonly code: string; readonly rest: string }
  | { readonly kind: 'household'; readonly reference: Reference; readonly rest: string }
  | { readonly kind: 'fault'; readonly fault: HeadFault };

/** Digits of a regency, a sub-district and a village. A province is too much for one word. */
const areaWidths = [4, 7, 10];

/** Roles that take their step for whole areas too, and call a household by its long reference only. */
const rolesOfAreas: readonly Role[] = ['korkab', 'korwil'];

/** The receipt that a review begins with; null where it begins with none. A receipt has a letter, a reference none. */
export function headReceipt(text: string): { readonly receipt: string; readonly rest: string } | null {
  const [head = '', word = ''] = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(text) ?? [];
  const receipt = word.toUpperCase();
  const isOne = isReceipt(receipt) && /[A-Z]/.test(receipt);
  return isOne ? { receipt, rest: text.slice(head.length) } : null;
}

/** The code of the area that a review may begin with; null where it begins with none. */
export function headArea(typed: string): { readonly code: string; readonly rest: string } | null {
  const text = withoutAreaDots(typed);
  const [group] = leadingGroups(text);
  if (group === undefined || !areaWidths.includes(group.digits.length)) return null;
  return { code: group.digits, rest: text.slice(group.end) };
}

/** Reads what a review is of. */
export function readTarget(reading: Reading): ReviewTarget {
  const { parsed, officer } = reading;
  const receipt = headReceipt(parsed.text);
  if (receipt !== null) return { kind: 'receipt', ...receipt };
  const area = rolesOfAreas.includes(officer.role) ? headArea(parsed.text) : null;
  if (area !== null) return { kind: 'area', ...area };
  const head = readHeadReference(reading);
  return 'reason' in head ? { kind: 'fault', fault: head } : { kind: 'household', ...head };
}
