import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import type { HandOver } from '../../channels/gammu/schema.ts';
import { drainSpool, keepInSpool } from '../../channels/gammu/spool.ts';
import type { CommandContext } from '../context.ts';
import { CommandFailure, UsageError } from '../errors.ts';
import { readGammuEnvironment } from './gammu-environment.ts';
import { post } from './post.ts';

interface GammuOptions {
  readonly spool: string;
  readonly url?: string;
  readonly tokenEnv: string;
  readonly sent?: boolean;
  readonly failed?: boolean;
}

/** Starts without the gateway's code, store or settings: a daemon waits for it at each message. */
export function handOverCommand({ env }: Pick<CommandContext, 'env'>): Command {
  const gammu = new Command('gammu')
    .description("take a message from Gammu's SMS daemon: for RunOnReceive, RunOnSent and RunOnFailure")
    .argument('[ID...]', 'what SMSD appends: names of files or rows')
    .requiredOption('--spool <DIR>', 'where messages are kept until the gateway has them')
    .option('--url <URL>', 'the channel at the gateway; without it the gateway reads the folder itself')
    .option('--token-env <NAME>', "variable that holds the channel's token", 'GAMMU_TOKEN')
    .option('--sent', 'RunOnSent: the message of the outbox file went out')
    .option('--failed', 'RunOnFailure: it did not')
    .action((ids: string[], options: GammuOptions) => handOverGammu(env, ids, options));
  return new Command('hand-over')
    .description('hand over what a daemon on this machine received')
    .addCommand(gammu);
}

/**
 * Keeps first, hands over then: whatever happens in between, the message is there. A run without a message hands over
 * what earlier ones kept.
 */
async function handOverGammu(env: NodeJS.ProcessEnv, ids: string[], options: GammuOptions): Promise<void> {
  const { spool, url, tokenEnv } = options;
  const token = env[tokenEnv] ?? '';
  if (url !== undefined && token === '') throw new UsageError(`Set ${tokenEnv} to the channel's token.`);
  const entries = entriesOf(env, ids, options);
  try {
    for (const entry of entries) await keepInSpool(spool, entryName(new Date()), entry);
  } catch (error) {
    // A full disk does not keep the message from the gateway.
    const isHandedOver = url !== undefined && (await postAll(url, token, entries));
    if (!isHandedOver) throw error;
    return;
  }
  if (url === undefined) return;
  const { refused } = await drainSpool(spool, (entry) => post(url, token, entry));
  if (refused > 0) throw new CommandFailure(`${refused} refused by the gateway, now in ${spool}/refused.`);
}

async function postAll(url: string, token: string, entries: readonly HandOver[]): Promise<boolean> {
  for (const entry of entries) if ((await post(url, token, entry)) !== 'taken') return false;
  return true;
}

function entriesOf(env: NodeJS.ProcessEnv, ids: readonly string[], options: GammuOptions): HandOver[] {
  const status = options.sent ? 'sent' : options.failed ? 'failed' : null;
  if (status !== null) {
    // SMSD says INIT where it could not reach the modem: that is about no message.
    return ids
      .filter((id) => id !== 'INIT')
      .map((id) => ({ action: 'delivery', fields: { id, status } }) satisfies HandOver);
  }
  const sms = readGammuEnvironment(env, ids);
  return sms ? [{ action: 'sms', fields: { ...sms, id: sms.id ?? randomUUID() } }] : [];
}

/** In the order of their coming. */
function entryName(now: Date): string {
  return `${String(now.getTime()).padStart(14, '0')}-${randomUUID()}`;
}
