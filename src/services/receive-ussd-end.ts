import type { Clock, Log, Parsed, TypedTokens } from '../ports.ts';
import { endTyped } from './accumulate-tokens.ts';

type UssdEnd = Extract<Parsed, { kind: 'ussd-end' }>;

export interface ReceiveUssdEndParts {
  readonly typedTokens: TypedTokens;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Makes the use case "a network session ended". Drafts outlive sessions; what was typed in it belongs to no later one
 * of its id.
 */
export function makeReceiveUssdEnd(parts: ReceiveUssdEndParts) {
  return async ({ sessionId, status }: UssdEnd, channel: string): Promise<void> => {
    await endTyped(parts, channel, sessionId);
    parts.log.info({ channel, sessionId, status }, 'ussd.session-ended');
  };
}
