import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** One kept-alive connection; one request at a time. */
export interface HttpConnection {
  /**
   * Sends a form.
   *
   * @throws Error when the connection ends, or for a reply without a length.
   */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Reply>;
  close(): void;
}

/**
 * Opens a connection to `http://host:port`. Written on the socket, and reads no more of HTTP than our two servers
 * write: Node's own client costs more than the servers that it is to measure, and the load runs on their machine.
 */
export async function openHttp(address: string): Promise<HttpConnection> {
  const { hostname, port, host } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const read = readReplies(socket);
  return {
    post(path, form) {
      const body = new URLSearchParams(form).toString();
      const reply = read();
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      return reply;
    },
    close: () => socket.destroy(),
  };
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

function readReplies(socket: Socket): () => Promise<Reply> {
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | null = null;
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      const reply = parseReply(received);
      if (!reply) return;
      received = Buffer.alloc(0);
      waiting?.resolve(reply);
      waiting = null;
    } catch (error) {
      fail(error instanceof Error ? error : new Error('unreadable reply'));
    }
  });
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
    });
}

/**
 * Reads one reply.
 *
 * @returns null while part of it is still to come.
 * @throws Error where there is no Content-Length.
 */
export function parseReply(bytes: Buffer): Reply | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('The reply has no Content-Length');
  const end = headEnd + 4 + Number(length);
  if (bytes.length < end) return null;
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', headEnd + 4, end) };
}
