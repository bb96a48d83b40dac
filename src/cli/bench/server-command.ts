import { once } from 'node:events';
import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { startBaseline } from './baseline-server.ts';

/** What `bench` starts as processes of their own: the gateway without workers, and what it is measured against. */
export function serverCommand(context: CommandContext): Command {
  return new Command('server')
    .argument('<KIND>', 'ours, working or baseline')
    .argument('<PREFIX>', 'of keys in Redis')
    .action(async (kind: string, redisPrefix: string) => {
      if (!process.send) throw new UsageError('bench starts it by itself.');
      const config = readConfig(context.env);
      const running =
        kind === 'baseline'
          ? await startBaseline(await context.openCore(config, 'command'), redisPrefix)
          : await context.startServe(config, { works: kind === 'working', redisPrefix });
      process.send(running.address);
      await once(process, 'disconnect');
      await running.stop();
    });
}
