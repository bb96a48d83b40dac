import type { Log, Parsed } from '../ports.ts';

type UssdEnd = Extract<Parsed, { kind: 'ussd-end' }>;

/** Makes the use case "a network session ended". Drafts outlive sessions: there is nothing to do but to note it. */
export function makeReceiveUssdEnd({ log }: { log: Log }) {
  return async ({ sessionId, status }: UssdEnd, channel: string): Promise<void> => {
    log.info({ channel, sessionId, status }, 'ussd.session-ended');
  };
}
