/** The package has no types of its own: the part that is used. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export type Fields = Readonly<Record<string, string | number | Buffer | null>>;

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    sequence_number: number;
    readonly [field: string]: unknown;
    response(fields?: Fields): Pdu;
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(pdu: Pdu, onResponse?: (answer: Pdu) => void): boolean;
    close(): void;
    destroy(): void;
  }

  interface Parameter {
    filter?: unknown;
  }

  interface Smpp {
    connect(options: {
      readonly host: string;
      readonly port: number;
      readonly tls: boolean;
      readonly rejectUnauthorized: boolean;
      readonly connectTimeout: number;
    }): Session;
    createServer(onSession: (session: Session) => void): NetServer;
    readonly PDU: new (command: string, fields?: Fields) => Pdu;
    readonly commands: Readonly<Record<string, { readonly params?: Readonly<Record<string, Parameter>> }>>;
    readonly tlvs: Readonly<Record<string, Parameter>>;
  }

  const smpp: Smpp;
  export default smpp;
}
