import { reportCommand } from '../report-reading.ts';

/** `V`: the result of a visit; the other household follows where the result says that there is one. */
export const v = reportCommand('V', true);
