import type { z } from 'zod';
import type { Channel, Log } from '../ports.ts';
import { type ChannelConfig, ConfigError } from './channel-config.ts';

/** How a folder makes its channels. */
export type ChannelType = (config: ChannelConfig, log: Log) => Channel;

/**
 * A channel type whose settings are checked before a channel is made of them.
 *
 * @returns a function that throws ConfigError for settings that do not fit.
 */
export function channelType<S>(
  settingsSchema: z.ZodType<S>,
  make: (id: string, settings: S, log: Log) => Channel,
): ChannelType {
  return (config, log) => {
    const read = settingsSchema.safeParse(config.settings);
    if (read.success) return make(config.id, read.data, log);
    const issue = read.error.issues[0];
    const setting = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    throw new ConfigError(`Channel ${config.id}: ${setting}${issue?.message}. Correct its settings.`);
  };
}
