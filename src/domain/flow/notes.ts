import type { MessageCall } from '../report/types.ts';

/** Stands over the main menu of who signed in on a phone that is not theirs. */
export const borrowedNote: MessageCall = { key: 'screen.sign-in.borrowed', values: {} };
