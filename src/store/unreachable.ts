/** Errors of the socket, as Node names them. ENOENT counts for a connect alone: the unix socket is gone. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * PostgreSQL's: shut down by the administrator, crashed, starting up; too many connections; no room on its disk, no
 * memory; its disk fails. The message is not at fault: it waits, and no try is counted.
 */
const serverCodes = new Set(['57P01', '57P02', '57P03', '53300', '53100', '53200', '58030']);
/** Class 08 is "connection exception". */
const connectionClass = /^08[0-9A-Z]{3}$/;

/** pg's own errors for a connection that broke or did not come about bear no code, only these words (pg 8.23). */
const driverMessages = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout expired',
]);

/**
 * Whether an error says that the store can't be reached just now, so that a provider should retry (503), rather
 * than that the statement was wrong. The causes of an error count too.
 */
export function isStoreUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KnexTimeoutError' || driverMessages.has(error.message)) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (socketCodes.has(code) || serverCodes.has(code) || connectionClass.test(code)) return true;
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect') return true;
  return isStoreUnreachable(error.cause);
}
