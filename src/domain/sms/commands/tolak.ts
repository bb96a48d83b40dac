import { reviewCommand } from '../review/review-command.ts';

/** `TOLAK`: sends back a report of the team, a household, or all that wait in an area, with the reason. */
export const tolak = reviewCommand('TOLAK', 'returned');
