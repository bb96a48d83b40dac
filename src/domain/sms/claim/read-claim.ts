import type { Repair } from '../../report/types.ts';
import type { AreaClaim } from '../../workflow/area-claim.ts';
import { withoutAreaDots } from '../dotted-area.ts';
import { leadingGroups, readDigits } from '../tokens.ts';

/** Why what is claimed can't be read. */
export type ClaimFault = 'empty-body' | 'thousands-dot' | 'not-an-area' | 'claim-counts' | 'hindrance';

export type ClaimReading =
  | { readonly claim: AreaClaim; readonly repairs: readonly Repair[]; readonly fault: null }
  | { readonly claim: null; readonly fault: ClaimFault; readonly typed: string };

/** Digits of the code of a sub-district and of a village. */
const areaWidths = [7, 10];
/** More households than any sub-district has. */
const countWidth = 6;
/** Area, done, left, refused. */
const groupsWanted = 4;

/** `1.200`, which could be one number or two. */
const thousands = /\d+(?:[.,]\d{3}(?!\d))+/;
/** `K24`, or `K 24`. */
const hindrance = /^[^\p{L}\p{N}\p{M}]*K[^\p{L}\p{N}\p{M}]*([0-9]+)(?![\p{L}\p{N}\p{M}])/iu;

/**
 * Reads a `LAPOR` behind its keyword: area, done, left, refused, each ended by a separator, then hindrances as K and
 * digits, each once, then a text that begins with a letter. Linear.
 */
export function readClaim(typed: string): ClaimReading {
  const text = withoutAreaDots(typed);
  const groups = leadingGroups(text);
  const [area, done, left, refused] = groups.map(({ digits }) => digits);
  if (area === undefined) return fault('empty-body', '');
  const head = text.slice(0, groups.at(-1)?.end);
  const dotted = thousands.exec(head)?.[0];
  if (dotted !== undefined) return fault('thousands-dot', dotted);
  if (!areaWidths.includes(area.length)) return fault('not-an-area', area);
  const counts = [done, left, refused].map((digits) => digits ?? '');
  if (groups.length !== groupsWanted || counts.some(({ length }) => length > countWidth)) {
    return fault('claim-counts', '');
  }
  const rest = readHindrances(text.slice(head.length));
  if (rest.fault !== null) return rest;
  const [doneCount = 0, leftCount = 0, refusedCount = 0] = counts.map(Number);
  const claim: AreaClaim = {
    areaCode: area,
    done: doneCount,
    left: leftCount,
    refused: refusedCount,
    hindrances: rest.hindrances,
    note: rest.note === '' ? null : rest.note,
  };
  return { claim, repairs: readDigits(head).repairs, fault: null };
}

type Rest =
  | { readonly hindrances: readonly number[]; readonly note: string; readonly fault: null }
  | Extract<ClaimReading, { readonly claim: null }>;

function readHindrances(text: string): Rest {
  let rest = text;
  let digits = '';
  for (let found = hindrance.exec(rest); found !== null; found = hindrance.exec(rest)) {
    digits += found[1] ?? '';
    rest = rest.slice(found[0].length);
  }
  const codes = [...digits].map(Number);
  if (codes.includes(0) || new Set(codes).size < codes.length) return fault('hindrance', `K${digits}`);
  const note = rest
    .replace(/^[^\p{L}\p{N}\p{M}]+/u, '')
    .replace(/\s+/g, ' ')
    .trim();
  // Digits without a K could be a hindrance, or one count too many.
  if (/^\p{N}/u.test(note)) return fault('hindrance', note.split(' ')[0] ?? '');
  return { hindrances: codes.toSorted((one, other) => one - other), note, fault: null };
}

function fault(fault: ClaimFault, typed: string): Extract<ClaimReading, { readonly claim: null }> {
  return { claim: null, fault, typed };
}
