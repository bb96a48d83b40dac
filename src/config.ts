import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ChannelConfig, ConfigError, defaultLimits, readChannels } from './channels/channel-config.ts';
import { isQuiet } from './domain/workflow/quiet-hours.ts';
import type { ScheduleSettings } from './domain/workflow/schedule.ts';

export { ConfigError };

export interface Config {
  /** Null: the embedded store in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: the queue in this process. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Whether `host` is reached from this machine alone. */
  readonly isLocal: boolean;
  readonly channels: readonly ChannelConfig[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** 32 bytes that encrypt raw bodies at rest; null: they are stored in clear. */
  readonly piiKey: Buffer | null;
  /** Whether an empty store gets the demo area. */
  readonly loadsDemo: boolean;
  readonly schedule: ScheduleConfig;
  /** Share of the finished households that supervisors are to ask again, 0 to 1. */
  readonly backCheckShare: number;
}

/** Messages of our own accord. */
export interface ScheduleConfig extends ScheduleSettings {
  /** Whether this gateway sends any by the clock. */
  readonly isOn: boolean;
}

/** A time of day, `HH:MM`, and a stretch of it. */
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const clockSpan = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

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
  SCHEDULE: z
    .enum(['0', '1'], { error: 'set 0 to send no digests, alerts and reminders, 1 to send them' })
    .default('1'),
  DIGEST_AT: z.string().regex(clockTime, 'set a time of day, such as 18:30').default('18:30'),
  QUIET_HOURS: z
    .string()
    .regex(clockSpan, 'set a stretch of the day, such as 21:00-06:00; 00:00-00:00 for none')
    .default('21:00-06:00'),
  SILENT_DAYS: z
    .string()
    .regex(/^([1-9]|[1-9]\d)$/, 'set a number of days from 1 to 99')
    .transform(Number)
    .default(3),
  BACK_CHECK_SHARE: z
    .string()
    .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'set a share from 0 to 1, such as 0.05; 0 draws none')
    .transform(Number)
    .default(0.05),
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
    isLocal: isLoopback(variables.HOST),
    channels: variables.CHANNELS_FILE
      ? readChannels(readYaml(variables.CHANNELS_FILE, readText), env)
      : [defaultChannel(variables)],
    logLevel: variables.LOG_LEVEL,
    piiKey: variables.PII_KEY ?? null,
    loadsDemo: variables.KENTONGAN_DEMO === '1',
    schedule: scheduleOf(variables),
    backCheckShare: variables.BACK_CHECK_SHARE,
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

function scheduleOf({ SCHEDULE, DIGEST_AT, QUIET_HOURS, SILENT_DAYS }: Variables): ScheduleConfig {
  const [from = '', until = ''] = QUIET_HOURS.split('-');
  const quietHours = { from: minuteOf(from), until: minuteOf(until) };
  const digestAt = minuteOf(DIGEST_AT);
  if (isQuiet(digestAt, quietHours)) {
    throw new ConfigError('DIGEST_AT: lies in the quiet hours. Set a time outside QUIET_HOURS.');
  }
  return { isOn: SCHEDULE === '1', digestAt, quietHours, silentDays: SILENT_DAYS };
}

/** The minute of the day of `HH:MM`. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}

/** The channel that is there without a channels file. Its token `demo` is for this machine alone. */
function defaultChannel({ AT_TOKEN, AT_USERNAME, AT_API_KEY, HOST }: Variables): ChannelConfig {
  if (!isLoopback(HOST) && (AT_TOKEN === undefined || AT_TOKEN === 'demo')) {
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
