/** What messages of one channel cost, or one direction of it. */
export interface CostLine {
  /** BPS code of the area, `00` for the nation. */
  readonly area: string;
  /** `YYYY-MM-DD`, the local day; null in lists that add days together. */
  readonly day: string | null;
  readonly channel: string;
  readonly direction: 'in' | 'out';
  /** ISO 4217; null: of these messages it is not known what they cost. */
  readonly currency: string | null;
  readonly messages: number;
  readonly segments: number;
  readonly amount: number;
}

/** Costs from sums, never from counting messages. */
export interface CostReader {
  /** An area's costs by day and channel; both days included, `YYYY-MM-DD`. */
  listDays(area: string, from: string, until: string): Promise<CostLine[]>;
  /** Costs of the areas right below one, by area and channel, days together. */
  listAreas(parent: string, from: string, until: string): Promise<CostLine[]>;
}

export interface CostSums {
  /** Adds up to so many bookings to the sums, one process at a time. Returns how many. */
  fold(limit: number): Promise<number>;
}
