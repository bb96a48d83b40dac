import { reviewCommand } from '../review/review-command.ts';

/** `SETUJU`: approves a report of the team, a household, or all that wait in an area. */
export const setuju = reviewCommand('SETUJU', 'approved');
