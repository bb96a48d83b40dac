import type { Clock } from './clock-and-log.ts';
import type { InboundMessage } from './inbox.ts';
import type { DeliveryState, OutboundMessage, Outbox, SendResult } from './outbox.ts';

export const actions = ['ussd', 'ussd-events', 'sms', 'delivery', 'optout'] as const;
export type Action = (typeof actions)[number];

/** An HTTP request as an adapter sees it: nothing of it is trusted. */
export interface ChannelRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Bytes of the fields that were no valid UTF-8; their strings hold replacement characters. */
  readonly rawFields?: ReadonlyMap<string, Uint8Array>;
  /** The body as it came, for signatures over it. Absent for a GET. */
  readonly rawBody?: Uint8Array;
  /** Path and query as requested, for signatures over the URL. */
  readonly target?: string;
}

export interface UssdRequest {
  readonly sessionId: string;
  readonly msisdn: string;
  readonly serviceCode: string | null;
  /** All input of the session, in order; empty at the start. */
  readonly tokens: readonly string[];
}

/** One turn of a channel that sends only what was typed last. */
export interface UssdTurn extends Omit<UssdRequest, 'tokens'> {
  /** Whether the session begins with it. */
  readonly isStart: boolean;
  /** What was typed, or at the start dialled behind the code. */
  readonly input: readonly string[];
  /** The provider's name of the turn within the session; null where it has none, and a repetition can't be told. */
  readonly turnId: string | null;
}

/** What an adapter made of a request: one use case's input, or one line that names the field. */
export type Parsed =
  | {
      readonly kind: 'ussd';
      readonly request: UssdRequest;
      readonly render: (screen: RenderedScreen) => HttpAnswer;
    }
  | {
      readonly kind: 'ussd-turn';
      readonly turn: UssdTurn;
      readonly render: (screen: RenderedScreen) => HttpAnswer;
    }
  | { readonly kind: 'ussd-end'; readonly sessionId: string; readonly status: string }
  | {
      readonly kind: 'sms';
      readonly message: Omit<InboundMessage, 'channel' | 'receivedAt'>;
      /** What the provider is answered, where it would send our own line on to the person. */
      readonly acknowledgement?: HttpAnswer;
    }
  | {
      readonly kind: 'delivery';
      readonly providerMessageId: string;
      /** Null: a status the table does not know; logged, the message keeps its state. */
      readonly state: DeliveryState | null;
      readonly providerStatus: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'optout'; readonly msisdn: string }
  | { readonly kind: 'malformed'; readonly problem: string };

export interface RenderedScreen {
  readonly text: string;
  readonly isEnd: boolean;
}

export interface HttpAnswer {
  readonly contentType: string;
  readonly body: string;
}

export interface Channel {
  readonly id: string;
  readonly type: string;
  /** What the provider posts; the fields of a GET are those of its query. */
  readonly bodyType: 'form' | 'json';
  /** Whether its provider writes more behind the action, such as `/session/ID/start`, and calls by PUT too. */
  readonly takesPaths?: boolean;
  /** Compares the request's secret in constant time. `isForwarded`: it came through a proxy. */
  isAuthentic(request: ChannelRequest, isForwarded: boolean): boolean;
  /** Checks a signature over the whole request, once the body is read. Channels with a token alone have none. */
  isSigned?(request: ChannelRequest, now: Date): boolean;
  readonly actions: Partial<Record<Action, (request: ChannelRequest) => Parsed>>;
  send(message: OutboundMessage): Promise<SendResult>;
  /** Of a channel that is a connection: opens it and hands in what comes until it is stopped. Loses nothing while away. */
  connect?(intake: ConnectionIntake): { stop(): Promise<void> };
  /** Closes what sending opened. */
  close?(): Promise<void>;
}

/** What a connection hands in. Each resolves once it is committed: only then may the connection acknowledge. */
export interface ConnectionIntake {
  receiveSms(
    message: Omit<InboundMessage, 'channel' | 'receivedAt'>,
    channel: string,
  ): Promise<{ readonly duplicate: boolean }>;
  stepUssdTurn(turn: UssdTurn, channel: string): Promise<RenderedScreen>;
  receiveUssdEnd(event: Extract<Parsed, { kind: 'ussd-end' }>, channel: string): Promise<void>;
  readonly recordDelivery: Outbox['recordDelivery'];
  readonly smppArrivals: SmppArrivals;
  readonly clock: Clock;
}

/** One short message, or one part of a long one, as it came over SMPP. */
export interface Arrival {
  /** What the parts of one message have in common. */
  readonly setKey: string;
  /** From 1. */
  readonly part: number;
  /** Of its content. */
  readonly digest: string;
  /** The bind that it came over, and its number there. */
  readonly connection: string;
  readonly sequence: number;
  readonly coding: string;
  readonly raw: Uint8Array;
  readonly now: Date;
  /** How long the same content is known again. */
  readonly knownForMs: number;
  /** Which equal arrival is a repetition and no new message: every one, over another bind, or the same PDU alone. */
  readonly repeats: 'any' | 'other-connection' | 'same-pdu';
}

/** All parts of a message that are there, in their order. */
export interface ArrivedSet {
  /** Unique to the message. */
  readonly setId: string;
  readonly parts: readonly { readonly part: number; readonly coding: string; readonly raw: Uint8Array }[];
}

export interface SmppArrivals {
  /** Commits an arrival, or knows it again. */
  add(channel: string, arrival: Arrival): Promise<ArrivedSet>;
  findSet(channel: string, setKey: string): Promise<string | null>;
}
