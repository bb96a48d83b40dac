import { maskMsisdn } from '../domain/identity/msisdn.ts';
import type { Log } from '../ports.ts';

export interface ReceiveOptoutParts {
  /** Marks the officer stopped; false when no officer has the number. */
  readonly stopOfficer: (msisdn: string) => Promise<boolean>;
  readonly log: Log;
}

/** Makes the use case "a person told the provider: no more messages". As `STOP`: answers still go out. */
export function makeReceiveOptout({ stopOfficer, log }: ReceiveOptoutParts) {
  return async (msisdn: string, channel: string): Promise<void> => {
    const isOfficer = await stopOfficer(msisdn);
    log.info({ channel, from: maskMsisdn(msisdn), isOfficer }, 'optout.received');
  };
}
