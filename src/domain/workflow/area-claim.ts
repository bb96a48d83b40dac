import type { Instrument } from '../instrument/instrument.ts';
import { householdColumns } from '../report/columns.ts';
import type { Outcome } from '../report/types.ts';
import { claimDifference, noFigures } from './progress.ts';

/** What a coordinator or supervisor says of an area. */
export interface AreaClaim {
  /** BPS code of a village or sub-district. */
  readonly areaCode: string;
  readonly done: number;
  readonly left: number;
  readonly refused: number;
  /** Codes 1-9 of what stands in the way, ascending. */
  readonly hindrances: readonly number[];
  /** In the sender's words; null where they wrote nothing. */
  readonly note: string | null;
}

/** A claim as the store holds it. */
export interface StoredClaim {
  /** Id of its report, which is that of its inbox row. */
  readonly reportId: string;
  readonly officerId: number;
  readonly receipt: string;
  readonly claim: AreaClaim;
  readonly outcome: Outcome;
  readonly isWithdrawn: boolean;
  readonly claimedAt: Date;
}

/** What is known of an area. */
export interface AreaFacts {
  /** BPS code. */
  readonly code: string;
  readonly name: string;
  /** Households of the prelist, proposals left out. */
  readonly target: number;
  /** Households with a record, by the code of their result; `''` where the visit is still to come. */
  readonly byResult: Readonly<Record<string, number>>;
  /** The newest claim of each officer that was not withdrawn, by the officer's id. */
  readonly claims: ReadonlyMap<number, AreaClaim>;
}

/** What was received of an area, beside what is claimed of it. */
export interface AreaReceived {
  /** Households with a record, without those that refused. */
  readonly received: number;
  readonly refused: number;
  /** Households more claimed as done than received; negative for fewer. */
  readonly difference: number;
}

/** Puts what was received beside a claim. */
export function compareClaim({ mapping }: Instrument, area: AreaFacts, claim: AreaClaim): AreaReceived {
  const codes = mapping.progress.refused.get(householdColumns.result);
  const results = Object.entries(area.byResult);
  const visited = results.reduce((sum, [, count]) => sum + count, 0);
  const refused = results.reduce((sum, [code, count]) => sum + (codes?.has(Number(code)) ? count : 0), 0);
  const difference = claimDifference(claim.done, { ...noFigures, visited, refused });
  return { received: visited - refused, refused, difference };
}

/** Whether the counts of a claim make up the households that the prelist has there. */
export function addsUp({ done, left, refused }: AreaClaim, { target }: AreaFacts): boolean {
  return done + left + refused === target;
}

/** Whether two claims say the same. */
export function isSameClaim(one: AreaClaim, other: AreaClaim): boolean {
  return (
    one.areaCode === other.areaCode &&
    one.done === other.done &&
    one.left === other.left &&
    one.refused === other.refused &&
    one.hindrances.join() === other.hindrances.join() &&
    one.note === other.note
  );
}
