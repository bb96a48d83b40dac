import type { AddressInfo } from 'node:net';
import {
  bytesOf,
  createServer,
  type Fields,
  makePdu,
  numberOf,
  type Pdu,
  type Session,
  textOf,
} from '../../src/channels/smpp/package.ts';

export interface Submitted {
  readonly id: string;
  readonly to: string;
  readonly bytes: Buffer;
  readonly pdu: Pdu;
}

export interface SmscOptions {
  /** The command_status of an answer to the n-th submit_sm; null for no answer at all. */
  readonly statusOf?: (count: number) => number | null;
  readonly answerDelayMs?: number;
  readonly password?: string;
}

/** An operator's SMSC: takes binds and submits, delivers and repeats what was not acknowledged. */
export async function startSmsc({
  statusOf = () => 0,
  answerDelayMs = 0,
  password = 'secret',
}: SmscOptions = {}) {
  const sessions = new Set<Session>();
  const receivers = new Set<Session>();
  const binds: { command: string; systemId: string }[] = [];
  const submitted: Submitted[] = [];
  const acknowledged = new Map<Session, Map<number, (status: number) => void>>();
  const changed = new Set<() => void>();
  let outstanding = 0;
  let mostOutstanding = 0;
  let sequence = 0;

  const tell = () => {
    for (const listener of changed) listener();
  };

  function answerSubmit(session: Session, pdu: Pdu): void {
    outstanding += 1;
    mostOutstanding = Math.max(mostOutstanding, outstanding);
    const count = submitted.length + 1;
    const status = statusOf(count);
    setTimeout(() => {
      outstanding -= 1;
      if (status === null || !sessions.has(session)) return;
      if (status !== 0) return void session.send(pdu.response({ command_status: status }));
      const id = (0x10000000 + submitted.length).toString(16);
      submitted.push({
        id,
        to: textOf(pdu, 'destination_addr') ?? '',
        bytes: bytesOf(pdu, 'short_message') ?? Buffer.alloc(0),
        pdu,
      });
      session.send(pdu.response({ message_id: id }));
      tell();
    }, answerDelayMs);
  }

  const server = createServer((session) => {
    sessions.add(session);
    session.socket.setNoDelay(true);
    acknowledged.set(session, new Map());
    session.on('error', () => session.destroy());
    session.on('close', () => {
      sessions.delete(session);
      receivers.delete(session);
      for (const settle of acknowledged.get(session)?.values() ?? []) settle(-1);
      acknowledged.delete(session);
      tell();
    });
    session.on('pdu', (pdu: Pdu) => {
      if (pdu.command.startsWith('bind_') && !pdu.command.endsWith('_resp')) {
        binds.push({ command: pdu.command, systemId: textOf(pdu, 'system_id') ?? '' });
        const isRight = textOf(pdu, 'password') === password;
        session.send(isRight ? pdu.response({ system_id: 'smsc' }) : pdu.response({ command_status: 0x0e }));
        if (isRight && pdu.command !== 'bind_transmitter') receivers.add(session);
        tell();
      } else if (pdu.command === 'submit_sm') answerSubmit(session, pdu);
      else if (pdu.command === 'deliver_sm_resp') {
        acknowledged.get(session)?.get(pdu.sequence_number)?.(pdu.command_status);
      } else if (pdu.command === 'unbind') {
        session.send(pdu.response());
        session.close();
      } else if (!pdu.command.endsWith('_resp')) session.send(pdu.response());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function until(isSo: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
    const started = performance.now();
    while (!isSo()) {
      if (performance.now() - started > timeoutMs) throw new Error(`Waited in vain: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 50);
        function done() {
          clearTimeout(timer);
          changed.delete(done);
          resolve();
        }
        changed.add(done);
      });
    }
  }

  /** Delivers once; the command_status of the answer, or -1 when the connection was cut before it. */
  function deliverOnce(fields: Fields, sequenceNumber?: number): Promise<number> {
    const [session] = receivers;
    if (!session) return Promise.resolve(-1);
    sequence += 1;
    const pdu = makePdu('deliver_sm', {
      source_addr_ton: 1,
      source_addr_npi: 1,
      dest_addr_npi: 1,
      destination_addr: '94940',
      data_coding: 0,
      sequence_number: sequenceNumber ?? sequence,
      ...fields,
    });
    return new Promise((resolve) => {
      acknowledged.get(session)?.set(pdu.sequence_number, resolve);
      if (!session.send(pdu)) resolve(-1);
    });
  }

  return {
    port,
    binds,
    submitted,
    until,
    deliverOnce,
    /** As an SMSC does: again and again until it is acknowledged. */
    async deliver(fields: Fields): Promise<number> {
      for (let tries = 1; ; tries += 1) {
        await until(() => receivers.size > 0, 'a bound receiver');
        if ((await deliverOnce(fields)) === 0) return tries;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    isBound: () => receivers.size > 0,
    cut() {
      receivers.clear();
      for (const session of sessions) session.destroy();
    },
    mostOutstanding: () => mostOutstanding,
    operationOf: ({ pdu }: Submitted) => numberOf(pdu, 'ussd_service_op'),
    stop: () =>
      new Promise<void>((resolve) => {
        for (const session of sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}

export type Smsc = Awaited<ReturnType<typeof startSmsc>>;
