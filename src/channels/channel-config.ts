import { z } from 'zod';

/** A setting that stops the start. Its message is one line that says what to do, and holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** One channel as configured; its type checks its own settings. */
export interface ChannelConfig {
  readonly id: string;
  readonly type: string;
  /** The longest screen that the operator shows, in GSM-7 septets. */
  readonly screenSeptets: number;
  /** How long the operator keeps a USSD session, in seconds. */
  readonly sessionSeconds: number;
  /** What the type needs, secrets filled in from the environment. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** An operator's limits where none are configured: some show no more than 160 septets, most keep 180 s. */
export const defaultLimits = { screenSeptets: 160, sessionSeconds: 180 } as const;

const ChannelsFile = z.strictObject({
  channels: z
    .array(
      z.looseObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'use lower-case letters, digits and hyphens'),
        type: z.string(),
        screen_septets: z.int().min(40).max(182).default(defaultLimits.screenSeptets),
        session_seconds: z.int().min(10).max(3600).default(defaultLimits.sessionSeconds),
      }),
    )
    .min(1, 'list one channel at least'),
});

/**
 * Reads the parsed channels file. A key that ends in `_env` names the environment variable that holds a secret:
 * `token_env: AT_TOKEN` becomes the setting `token`.
 *
 * @throws ConfigError for a file of the wrong shape, an id given twice or a variable that is not set.
 */
export function readChannels(
  data: unknown,
  env: Readonly<Record<string, string | undefined>>,
): ChannelConfig[] {
  const read = ChannelsFile.safeParse(data);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new ConfigError(`CHANNELS_FILE: ${issue?.path.join('.')}: ${issue?.message}. Correct the file.`);
  }
  const ids = new Set<string>();
  return read.data.channels.map(({ id, type, screen_septets, session_seconds, ...rest }) => {
    if (ids.has(id))
      throw new ConfigError(`CHANNELS_FILE: two channels are called ${id}. Give each its own id.`);
    ids.add(id);
    const settings = fillSecrets(id, rest, env);
    return { id, type, screenSeptets: screen_septets, sessionSeconds: session_seconds, settings };
  });
}

function fillSecrets(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (!key.endsWith('_env')) return [key, value];
      const secret = env[String(value)];
      if (secret === undefined || secret === '') {
        throw new ConfigError(`CHANNELS_FILE: channel ${id} takes ${key} from ${value}. Set ${value}.`);
      }
      return [key.slice(0, -'_env'.length), secret];
    }),
  );
}
