import { PGlite } from '@electric-sql/pglite';

const messageTypes = {
  query: 0x51, // Q
  sync: 0x53, // S
  error: 0x45, // E, from the server
  /** Parse, Bind, Describe, Execute, Close, Flush: the messages of one parameterised query, up to its Sync. */
  extended: new Set([0x50, 0x42, 0x44, 0x45, 0x43, 0x48]),
};

const syncMessage = Uint8Array.of(messageTypes.sync, 0, 0, 0, 4);

/** A simple-query message: type, length, text, zero. */
function queryMessage(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.writeUInt8(messageTypes.query, 0);
  head.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([head, text]);
}

/** Whether one of the server's messages, one after the other, is an error. */
function holdsError(answer: Buffer): boolean {
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] === messageTypes.error) return true;
  }
  return false;
}

/**
 * PGlite as the socket server uses it: one connection's parameterised query is never cut by another's.
 *
 * The socket server queues single protocol messages and lets other connections in between unless
 * `isInTransaction()`. All connections share one backend, hence one unnamed statement: without this, client A's
 * Bind can meet client B's Parse, and A runs B's SQL with A's values (seen with values over 64 kB, which come in
 * several chunks). So from the first message of a query to its Sync counts as a transaction.
 */
export class SocketDatabase extends PGlite {
  #isMidQuery = false;

  override isInTransaction(): boolean {
    return this.#isMidQuery || super.isInTransaction();
  }

  override async execProtocolRawStream(
    message: Uint8Array,
    options: Parameters<PGlite['execProtocolRawStream']>[1],
  ): Promise<void> {
    const type = message[0] ?? 0;
    if (messageTypes.extended.has(type)) this.#isMidQuery = true;
    if (type === messageTypes.sync || type === messageTypes.query) this.#isMidQuery = false;
    await super.execProtocolRawStream(message, options);
  }

  /** The socket server calls it with ROLLBACK when a client is gone; half a query is ended first. */
  override async exec(...args: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#isMidQuery) await this.runExclusive(() => this.#ask(syncMessage));
    return super.exec(...args);
  }

  /**
   * Runs CHECKPOINT or VACUUM between the clients' transactions; false when one was under way.
   * PGlite has neither checkpointer nor autovacuum: without it the log and dead rows grow for ever.
   * @throws Error when PostgreSQL refuses
   */
  async maintain(sql: string): Promise<boolean> {
    return this.runExclusive(async () => {
      if (this.isInTransaction()) return false;
      if (holdsError(await this.#ask(queryMessage(sql)))) throw new Error(`${sql} failed`);
      return true;
    });
  }

  /** PGlite's other calls leave the last client's callback in place, and would send it our answer. */
  async #ask(message: Uint8Array): Promise<Buffer> {
    const chunks: Buffer[] = [];
    await this.execProtocolRawStream(message, { onRawData: (data) => chunks.push(Buffer.from(data)) });
    return Buffer.concat(chunks);
  }
}
