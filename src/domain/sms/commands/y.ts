import { questionCommand } from '../question-reading.ts';

/** `Y`: yes to what was asked back; the parked report goes to the records. */
export const y = questionCommand('Y', true);
