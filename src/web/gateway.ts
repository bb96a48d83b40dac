import type { InboundMessage, Parsed, RenderedScreen, UssdRequest, UssdTurn } from '../ports.ts';

type Delivery = Extract<Parsed, { kind: 'delivery' }>;
type UssdEnd = Extract<Parsed, { kind: 'ussd-end' }>;

/** The use cases behind the channel routes; each takes the channel's id. */
export interface Gateway {
  stepUssd(request: UssdRequest, channel: string): Promise<RenderedScreen>;
  /** The same of a channel that sends only what was typed last. */
  stepUssdTurn(turn: UssdTurn, channel: string): Promise<RenderedScreen>;
  /** Resolves once the message is committed. */
  receiveSms(
    message: Omit<InboundMessage, 'channel' | 'receivedAt'>,
    channel: string,
  ): Promise<{ readonly duplicate: boolean }>;
  receiveDelivery(delivery: Delivery, channel: string): Promise<void>;
  receiveOptout(msisdn: string, channel: string): Promise<void>;
  receiveUssdEnd(event: UssdEnd, channel: string): Promise<void>;
}
