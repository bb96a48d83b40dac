import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ChannelConfig, ConfigError, defaultLimits, readChannels } from './channels/channel-config.ts';

export { ConfigError };

export interface Config {
  /** Null: the embedded store in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: the queue in this process. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly channels: readonly ChannelConfig[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** 32 bytes that encrypt raw bodies at rest; null: they are stored in clear. */
  readonly piiKey: Buffer | null;
  /** Whether an empty store gets the demo area. */
  readonly loadsDemo: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const Variables = z.object({
  DATABASE_URL: urlOf(
    ['postgres:', 'postgresql:'],
    'postgres://user:password@host:5432/kentongan',
  ).optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'set a port number, such as 8080')
    .transform(Number)
    .refine((port) => port <= 65_535, 'set a port number up to 65535')
    .default(8080),
  CHANNELS_FILE: z.string().optional(),
  AT_USERNAME: z.string().optional(),
  AT_API_KEY: z.string().optional(),
  AT_TOKEN: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'set one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  PII_KEY: z
    .string()
    .transform(keyBytes)
    .refine((key) => key.length === 32, 'set 32 bytes as 64 hex digits or as base64 (openssl rand -hex 32)')
    .optional(),
  KENTONGAN_DEMO: z
    .enum(['0', '1'], { error: 'set 0 to leave an empty store empty, 1 to load the demo' })
    .default('1'),
});
type Variables = z.infer<typeof Variables>;

/**
 * Reads the environment, once, at the start; empty variables count as not set.
 *
 * @param readText reads CHANNELS_FILE; passed in by tests.
 * @throws ConfigError with one line that says what to do.
 */
export function readConfig(env: Environment, readText: (path: string) => string = readUtf8): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = Variables.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}.`);
  }
  const variables = read.data;
  if (variables.REDIS_URL && !variables.DATABASE_URL) {
    throw new ConfigError(
      'REDIS_URL: works with PostgreSQL only. Set DATABASE_URL too, or leave REDIS_URL out.',
    );
  }
  return {
    databaseUrl: variables.DATABASE_URL ?? null,
    redisUrl: variables.REDIS_URL ?? null,
    dataDir: variables.DATA_DIR,
    host: variables.HOST,
    port: variables.PORT,
    channels: variables.CHANNELS_FILE
      ? readChannels(readYaml(variables.CHANNELS_FILE, readText), env)
      : [defaultChannel(variables)],
    logLevel: variables.LOG_LEVEL,
    piiKey: variables.PII_KEY ?? null,
    loadsDemo: variables.KENTONGAN_DEMO === '1',
  };
}

function urlOf(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (url) => protocols.some((protocol) => url.startsWith(`${protocol}//`)) && URL.canParse(url),
      `set a URL such as ${example}`,
    );
}

function keyBytes(text: string): Buffer {
  return /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
}

/** The channel that is there without a channels file. Its token `demo` is for this machine alone. */
function defaultChannel({ AT_TOKEN, AT_USERNAME, AT_API_KEY, HOST }: Variables): ChannelConfig {
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(HOST);
  if (!isLocal && (AT_TOKEN === undefined || AT_TOKEN === 'demo')) {
    throw new ConfigError('AT_TOKEN: other machines reach this HOST. Set a secret token, or HOST=127.0.0.1.');
  }
  if (AT_API_KEY && !AT_USERNAME) {
    throw new ConfigError('AT_USERNAME: AT_API_KEY needs it. Set both, or neither to send to the log.');
  }
  const sending = AT_API_KEY ? { username: AT_USERNAME, api_key: AT_API_KEY } : {};
  return {
    id: 'at',
    type: 'africastalking',
    ...defaultLimits,
    settings: { token: AT_TOKEN ?? 'demo', ...sending },
  };
}

function readYaml(path: string, readText: (path: string) => string): unknown {
  try {
    return parse(readText(path));
  } catch {
    throw new ConfigError(
      'CHANNELS_FILE: cannot be read as YAML. Set the path of a readable file, or leave it out.',
    );
  }
}

function readUtf8(path: string): string {
  return readFileSync(path, 'utf8');
}
