import { reportCommand } from '../report-reading.ts';

/** `RT`: a visit and the whole household. */
export const rt = reportCommand('RT', false);
