import { readAreaClaim } from '../claim/claim-verdict.ts';
import { readClaim } from '../claim/read-claim.ts';
import type { Command } from '../command.ts';

/** `LAPOR`: how far an area has come, by who coordinates it. */
export const lapor = {
  keyword: 'LAPOR',
  body: 'pairs',
  action: 'claim',
  needs: ['areas'],
  areas: ({ text }) => {
    const { claim } = readClaim(text);
    return claim === null ? [] : [claim.areaCode];
  },
  read: readAreaClaim,
} satisfies Command;
