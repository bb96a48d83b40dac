import type { FormName, OutcomeCounts } from '../report/types.ts';

/** One of an officer's own reports, as far as a list of them shows it. */
export interface OwnReport {
  readonly receipt: string;
  readonly form: FormName;
  readonly idbdt: string;
  readonly receivedAt: Date;
}

/** A household that was begun and lacks something. */
export interface OpenHousehold {
  readonly idbdt: string;
  /** Masked name of the head. */
  readonly head: string;
  /** Members still to come; 0 where it is not known or something else is missing. */
  readonly missingMembers: number;
}

/** How far an officer has come. */
export interface Progress {
  /** Households in the prelist of the officer's villages, proposals included. */
  readonly households: number;
  /** Those of them with a report. */
  readonly reported: number;
  /** Those reported that lack something, by IDBDT. */
  readonly open: readonly OpenHousehold[];
  readonly counts: OutcomeCounts;
}
