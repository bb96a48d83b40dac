import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer, makePdu, type Pdu, type Session } from '../../channels/smpp/package.ts';

/** An operator's SMSC that the gateway binds to. */
export interface Operator {
  readonly port: number;
  /** Whether a gateway is bound. */
  isBound(): boolean;
  /** Delivers an SMS again and again until it is acknowledged; false where the signal was aborted before. */
  deliver(from: string, text: string, receiver: string): Promise<boolean>;
  readonly tally: { submitted: number; retried: number };
  stop(): Promise<void>;
}

const bindDelayMs = 50;
const answerTimeoutMs = 20_000;
/** Deliveries on their way at once, as an operator's window. */
const windowSize = 50;

export interface OperatorSettings {
  /** 0: any free one. */
  readonly port: number;
  readonly password: string;
  readonly signal: AbortSignal;
}

/** Listens on loopback. What is submitted to it is taken and counted; nobody gets it. */
export async function startOperator({ port, password, signal }: OperatorSettings): Promise<Operator> {
  const bound = new Map<Session, Map<number, (status: number) => void>>();
  const tally = { submitted: 0, retried: 0 };
  let sequence = 0;
  let outstanding = 0;

  function answer(session: Session, pdu: Pdu): void {
    if (pdu.command.startsWith('bind_') && !pdu.command.endsWith('_resp')) {
      const isRight = pdu.password === password;
      session.send(
        isRight ? pdu.response({ system_id: 'simulate' }) : pdu.response({ command_status: 0x0e }),
      );
      if (isRight && pdu.command !== 'bind_transmitter') bound.set(session, new Map());
    } else if (pdu.command === 'submit_sm') {
      tally.submitted += 1;
      session.send(pdu.response({ message_id: tally.submitted.toString(16).padStart(8, '0') }));
    } else if (pdu.command === 'deliver_sm_resp') {
      bound.get(session)?.get(pdu.sequence_number)?.(pdu.command_status);
    } else if (pdu.command === 'unbind') {
      session.send(pdu.response());
      session.close();
    } else if (!pdu.command.endsWith('_resp')) session.send(pdu.response());
  }

  const server = createServer((session) => {
    session.socket.setNoDelay(true);
    session.on('error', () => session.destroy());
    session.on('close', () => {
      for (const settle of bound.get(session)?.values() ?? []) settle(-1);
      bound.delete(session);
    });
    session.on('pdu', (pdu: Pdu) => answer(session, pdu));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();

  function deliverOnce(from: string, text: string, receiver: string): Promise<number> {
    const [first] = bound;
    if (!first) return Promise.resolve(-1);
    const [session, waiting] = first;
    sequence = (sequence + 1) % 0x7fffffff;
    const pdu = makePdu('deliver_sm', {
      ...{ source_addr_ton: 1, source_addr_npi: 1, source_addr: from.replace('+', '') },
      ...{ dest_addr_npi: 1, destination_addr: receiver, data_coding: 0, short_message: Buffer.from(text) },
      sequence_number: sequence,
    });
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(-1), answerTimeoutMs);
      const settle = (status: number) => {
        clearTimeout(timer);
        waiting.delete(pdu.sequence_number);
        resolve(status);
      };
      waiting.set(pdu.sequence_number, settle);
      if (!session.send(pdu)) settle(-1);
    });
  }

  return {
    port: typeof address === 'object' && address ? address.port : port,
    isBound: () => bound.size > 0,
    tally,
    async deliver(from, text, receiver) {
      while (outstanding >= windowSize) await pause(1);
      outstanding += 1;
      try {
        while (!signal.aborted) {
          if ((await deliverOnce(from, text, receiver)) === 0) return true;
          tally.retried += 1;
          await pause(bindDelayMs);
        }
        return false;
      } finally {
        outstanding -= 1;
      }
    },
    async stop() {
      for (const session of bound.keys()) session.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
