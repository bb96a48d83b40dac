import { type DestinationStream, pino } from 'pino';
import type { Log } from './ports.ts';

/** Fields that could carry what the log must not hold, should a caller forget. */
const redactedFields = ['text', 'raw', 'body', 'msisdn', 'sender', 'recipient', 'phoneNumber', 'nik', 'name'];
const secretFields = ['token', 'apiKey', 'api_key', 'password', 'authorization'];
const redact = [...redactedFields, ...secretFields].flatMap((field) => [field, `*.${field}`]);

/** The structured log: JSON lines on standard output, or into `destination`. Errors go in the field `err`. */
export function makeLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redact, censor: '[redacted]' },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * An error as the log may hold it: type, code, constraint, where it was thrown, and its message without what it
 * quotes. A driver's message quotes the row, a JSON parser's the text, an HTTP client's error holds the key.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    message: withoutQuotes(error.message),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
}

function withoutQuotes(message: string): string {
  return message
    .slice(0, 500)
    .replaceAll(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)/g, '"…"')
    .replaceAll(/\d{4,}/g, '…');
}
