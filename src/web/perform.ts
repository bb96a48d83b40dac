import type { Parsed } from '../ports.ts';
import { type Answer, line } from './answer.ts';
import type { Gateway } from './gateway.ts';

/** Hands what an adapter parsed to its use case; the answer stands for what is committed. */
export async function perform(gateway: Gateway, parsed: Parsed, channel: string): Promise<Answer> {
  switch (parsed.kind) {
    case 'malformed':
      return line(400, parsed.problem);
    case 'ussd': {
      const screen = await gateway.stepUssd(parsed.request, channel);
      return { status: 200, ...parsed.render(screen) };
    }
    case 'ussd-turn': {
      const screen = await gateway.stepUssdTurn(parsed.turn, channel);
      return { status: 200, ...parsed.render(screen) };
    }
    case 'sms': {
      const { duplicate } = await gateway.receiveSms(parsed.message, channel);
      if (parsed.acknowledgement) return { status: 200, ...parsed.acknowledgement };
      return line(200, duplicate ? 'duplicate' : 'accepted');
    }
    case 'delivery':
      await gateway.receiveDelivery(parsed, channel);
      return line(200, 'noted');
    case 'optout':
      await gateway.receiveOptout(parsed.msisdn, channel);
      return line(200, 'noted');
    case 'ussd-end':
      await gateway.receiveUssdEnd(parsed, channel);
      return line(200, 'noted');
  }
}
