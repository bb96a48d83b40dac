import { questionCommand } from '../question-reading.ts';

/** `T`: no to what was asked back; the parked report stays out of the records. */
export const t = questionCommand('T', false);
