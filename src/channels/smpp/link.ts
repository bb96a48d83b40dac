import { randomUUID } from 'node:crypto';
import type { Log } from '../../ports.ts';
import { connect, makePdu, type Pdu, type Session } from './package.ts';
import type { BindMode, Settings } from './schema.ts';
import { answers, okStatus } from './status.ts';

/** The answer to a request, or why there is none: not bound, so never sent; cut off or too late, so perhaps taken. */
export type Requested =
  | { readonly kind: 'answer'; readonly answer: Pdu }
  | { readonly kind: 'not-bound' | 'lost' | 'time-out' };

export interface Link {
  /** Sends a request within the window and waits for its answer. */
  request(pdu: Pdu): Promise<Requested>;
  /** Answers what is in hand, unbinds, closes, and connects no more. */
  stop(): Promise<void>;
}

/** Handles one deliver_sm; resolves to the command_status of its answer. */
export type Deliver = (pdu: Pdu, connection: string) => Promise<number>;

export interface LinkParts {
  readonly channel: string;
  readonly settings: Settings;
  readonly mode: BindMode;
  readonly log: Log;
  readonly deliver: Deliver;
}

const firstDelayMs = 500;
const connectTimeoutMs = 10_000;
const unbindMs = 1_000;

interface Waiting {
  resolve(result: Requested): void;
  readonly timer: NodeJS.Timeout;
}

/** Keeps one bind to the SMSC: binds, asks after it, and binds again, ever more slowly, when it is cut. */
export function openLink(parts: LinkParts): Link {
  const { channel, settings, mode, log } = parts;
  const responseMs = settings.response_seconds * 1_000;
  const inHand = new Set<Promise<void>>();
  const boundWaiters = new Set<(isBound: boolean) => void>();
  const windowWaiters: (() => void)[] = [];
  let outstanding = 0;
  let bound: Bound | null = null;
  let current: Session | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let failures = 0;
  let isStopping = false;
  /** Whether the last requests are on their way. */
  let isClosing = false;
  let onDrained: (() => void) | null = null;

  interface Bound {
    exchange(pdu: Pdu): Promise<Requested>;
  }

  function open(): void {
    const session = connect({
      host: settings.host,
      port: settings.port,
      tls: settings.tls,
      rejectUnauthorized: true,
      connectTimeout: connectTimeoutMs,
    });
    current = session;
    // Small PDUs would wait for the acknowledgement of those before, up to 40 ms.
    session.socket.setNoDelay(true);
    const connection = randomUUID();
    const waiting = new Map<number, Waiting>();
    let enquiry: NodeJS.Timeout | undefined;

    function exchange(pdu: Pdu): Promise<Requested> {
      return new Promise((resolve) => {
        if (!session.send(pdu)) return resolve({ kind: 'not-bound' });
        const number = pdu.sequence_number;
        const timer = setTimeout(() => {
          waiting.delete(number);
          resolve({ kind: 'time-out' });
        }, responseMs);
        waiting.set(number, { resolve, timer });
      });
    }

    function enquire(): void {
      enquiry = setTimeout(async () => {
        const { kind } = await exchange(makePdu('enquire_link'));
        if (kind !== 'answer') return session.destroy();
        enquire();
      }, settings.enquire_link_seconds * 1_000);
    }

    async function bind(): Promise<void> {
      const result = await exchange(
        makePdu(`bind_${mode}`, {
          system_id: settings.system_id,
          password: settings.password,
          system_type: settings.system_type,
          interface_version: 0x34,
          address_range: settings.address_range,
        }),
      );
      if (result.kind !== 'answer' || result.answer.command_status !== okStatus) {
        const status = result.kind === 'answer' ? result.answer.command_status : null;
        log.error({ channel, mode, result: result.kind, status }, 'smpp.bind-refused');
        return session.destroy();
      }
      failures = 0;
      bound = { exchange };
      enquire();
      log.info({ channel, mode, connection }, 'smpp.bound');
      for (const waiter of boundWaiters) waiter(true);
    }

    session.on('connect', () => {
      if (!settings.tls) void bind();
    });
    session.on('secureConnect', () => void bind());
    session.on('pdu', (pdu: Pdu) => {
      const waiter = waiting.get(pdu.sequence_number);
      if (isAnswer(pdu)) {
        if (!waiter) return;
        waiting.delete(pdu.sequence_number);
        clearTimeout(waiter.timer);
        waiter.resolve({ kind: 'answer', answer: pdu });
        return;
      }
      if (pdu.command === 'deliver_sm') {
        const handling = answerDelivery(session, pdu, connection).finally(() => inHand.delete(handling));
        inHand.add(handling);
      } else if (pdu.command === 'unbind') {
        session.send(pdu.response());
        session.close();
      } else session.send(pdu.response());
    });
    session.on('error', (err: Error) => {
      log.warn({ channel, reason: codeOf(err) }, 'smpp.connection-fault');
      // A PDU that can't be read leaves the stream at no known place.
      session.destroy();
    });
    session.on('close', () => {
      clearTimeout(enquiry);
      for (const { resolve, timer } of waiting.values()) {
        clearTimeout(timer);
        resolve({ kind: 'lost' });
      }
      waiting.clear();
      if (current !== session) return;
      bound = null;
      current = null;
      if (!isStopping) reopenLater();
    });
  }

  function reopenLater(): void {
    const longest = settings.reconnect_max_seconds * 1_000;
    const delayMs = Math.min(longest, firstDelayMs * 2 ** Math.min(failures, 20));
    failures += 1;
    // Not all processes at once.
    retryTimer = setTimeout(open, delayMs * (0.5 + Math.random() / 2));
    log.warn({ channel, failures }, 'smpp.unbound');
  }

  async function answerDelivery(session: Session, pdu: Pdu, connection: string): Promise<void> {
    const status = isStopping ? answers.temporary : await parts.deliver(pdu, connection);
    session.send(pdu.response({ command_status: status }));
  }

  async function whenBound(): Promise<Bound | null> {
    if (bound || isStopping) return bound;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        boundWaiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, responseMs);
      boundWaiters.add(done);
    });
    return bound;
  }

  async function enterWindow(): Promise<void> {
    if (outstanding >= settings.window) await new Promise<void>((resolve) => windowWaiters.push(resolve));
    else outstanding += 1;
  }

  /** The place goes to the next in line, if there is one. */
  function leaveWindow(): void {
    const next = windowWaiters.shift();
    if (next) next();
    else outstanding -= 1;
    if (outstanding === 0) onDrained?.();
  }

  /** Resolves when every request has its answer or its time is up: cut off, it might be on its way or not. */
  async function drain(): Promise<void> {
    isClosing = true;
    if (outstanding > 0)
      await new Promise<void>((resolve) => {
        onDrained = resolve;
      });
  }

  open();
  return {
    async request(pdu) {
      if (isClosing) return { kind: 'not-bound' };
      await enterWindow();
      try {
        const link = isClosing ? null : await whenBound();
        return link ? await link.exchange(pdu) : { kind: 'not-bound' };
      } finally {
        leaveWindow();
      }
    },
    async stop() {
      isStopping = true;
      clearTimeout(retryTimer);
      for (const waiter of boundWaiters) waiter(false);
      await Promise.all(inHand);
      await drain();
      const session = current;
      if (!session) return;
      const closed = new Promise<void>((resolve) => session.on('close', () => resolve()));
      const timer = setTimeout(() => session.destroy(), unbindMs);
      if (bound) await bound.exchange(makePdu('unbind'));
      session.close();
      await closed;
      clearTimeout(timer);
    },
  };
}

function isAnswer(pdu: Pdu): boolean {
  return pdu.command.endsWith('_resp') || pdu.command === 'generic_nack';
}

/** The code alone: a message of the package may show what it could not read. */
function codeOf(err: Error): string {
  return 'code' in err && typeof err.code === 'string' ? err.code : 'unreadable-pdu';
}
