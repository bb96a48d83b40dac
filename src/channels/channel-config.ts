import { isIP } from 'node:net';
import { z } from 'zod';
import type { ChannelTerms } from '../domain/delivery/terms.ts';
import { Terms, termsOf } from './channel-terms.ts';

/** A setting that stops the start. Its message is one line that says what to do, and holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Who may call a channel, and how often. */
export interface ChannelAccess {
  /** Addresses and nets (CIDR) that may call; empty: all. */
  readonly allowFrom: readonly string[];
  /** Whether a proxy of ours stands in front: the caller is then the last address of X-Forwarded-For. */
  readonly isBehindProxy: boolean;
  /** Calls a minute that are taken; null: no limit. */
  readonly maxPerMinute: number | null;
}

/** One channel as configured; its type checks its own settings. */
export interface ChannelConfig {
  readonly id: string;
  readonly type: string;
  /** The longest screen that the operator shows, in GSM-7 septets. */
  readonly screenSeptets: number;
  /** How long the operator keeps a USSD session, in seconds. */
  readonly sessionSeconds: number;
  /** What the operator allows and charges; absent where nothing is configured. */
  readonly terms?: ChannelTerms;
  /** Who may call it; absent where nothing is configured. */
  readonly access?: ChannelAccess;
  /** What the type needs, secrets filled in from the environment. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** An operator's limits where none are configured: some show no more than 160 septets, most keep 180 s. */
export const defaultLimits = { screenSeptets: 160, sessionSeconds: 180 } as const;

const Cidr = z.string().refine((text) => {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}, 'use an address or a net such as 203.0.113.0/24');

/** Keys of every channel, whatever its type; a type's own settings may not take these names. */
const Access = z.object({
  allow_from: z.array(Cidr).default([]),
  behind_proxy: z.boolean().default(false),
  max_per_minute: z.int().min(1).optional(),
});
const commonKeys = new Set([...Object.keys(Access.shape), ...Object.keys(Terms.shape)]);

const ChannelsFile = z.strictObject({
  channels: z
    .array(
      Access.loose().extend({
        ...Terms.shape,
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
    const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !commonKeys.has(key)));
    if (ids.has(id))
      throw new ConfigError(`CHANNELS_FILE: two channels are called ${id}. Give each its own id.`);
    ids.add(id);
    const settings = fillSecrets(id, own, env);
    return {
      id,
      type,
      screenSeptets: screen_septets,
      sessionSeconds: session_seconds,
      terms: termsOf(rest),
      access: accessOf(rest),
      settings,
    };
  });
}

function accessOf(given: z.output<typeof Access>): ChannelAccess {
  return {
    allowFrom: given.allow_from,
    isBehindProxy: given.behind_proxy,
    maxPerMinute: given.max_per_minute ?? null,
  };
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
