import { readConfig } from '../config.ts';
import type { Core } from '../core.ts';
import type { CommandContext } from './context.ts';

/** Opens the store for one command, through the server that holds it where there is one, and closes it again. */
export async function withCore<T>(context: CommandContext, use: (core: Core) => Promise<T>): Promise<T> {
  const core = await context.openCore(readConfig(context.env), 'command');
  try {
    return await use(core);
  } finally {
    await core.close();
  }
}
