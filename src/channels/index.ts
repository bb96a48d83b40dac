import type { Channel, Log } from '../ports.ts';
import { africastalking } from './africastalking/index.ts';
import { android } from './android/index.ts';
import { type ChannelConfig, ConfigError } from './channel-config.ts';
import type { ChannelType } from './channel-type.ts';
import { generic } from './generic/index.ts';
import { hubtel } from './hubtel/index.ts';
import { kannel } from './kannel/index.ts';
import { phone } from './phone/index.ts';
import { smpp } from './smpp/index.ts';
import { twilio } from './twilio/index.ts';

/** Every type of channel, by the name of its folder. */
export const channelTypes: ReadonlyMap<string, ChannelType> = new Map([
  ['africastalking', africastalking],
  ['android', android],
  ['generic', generic],
  ['hubtel', hubtel],
  ['kannel', kannel],
  ['phone', phone],
  ['smpp', smpp],
  ['twilio', twilio],
]);

/** Types for USSD alone. */
const silentTypes: ReadonlySet<string> = new Set(['hubtel']);

/** Whether a message of our own accord can go by a channel. */
export function sendsSms({ type }: ChannelConfig): boolean {
  return !silentTypes.has(type);
}

/** The phone in the terminal is always there. */
export const phoneId = 'phone';
const phoneChannel = { id: phoneId, type: 'phone', screenSeptets: 160, sessionSeconds: 180, settings: {} };

/**
 * The configured channels by id, and the phone in the terminal.
 *
 * @throws ConfigError for an unknown type, settings that do not fit, or a channel that takes the phone's id.
 */
export function makeChannels(configs: readonly ChannelConfig[], log: Log): Map<string, Channel> {
  const channels = new Map<string, Channel>();
  for (const config of [phoneChannel, ...configs]) {
    if (channels.has(config.id)) {
      throw new ConfigError(`Channel ${config.id}: this id is taken. Give the channel another one.`);
    }
    const make = channelTypes.get(config.type);
    if (!make) {
      const known = [...channelTypes.keys()].join(', ');
      throw new ConfigError(`Channel ${config.id}: no type ${config.type}. Use one of ${known}.`);
    }
    channels.set(config.id, make(config, log));
  }
  return channels;
}
