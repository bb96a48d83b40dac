import type { Instrument } from '../instrument/instrument.ts';
import type { Messages } from '../messages.ts';
import type { Known } from './need.ts';

/** What the engine needs to know besides the state; the same for every step of a dialogue. */
export interface Facts extends Known {
  readonly instrument: Instrument;
  readonly messages: Messages;
  readonly beganAt: Date;
  /** The operator's limit. */
  readonly screenSeptets: number;
}
