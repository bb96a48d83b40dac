import type { Running, ServeOptions } from '../app.ts';
import type { Config } from '../config.ts';
import type { Core } from '../core.ts';

/** What a command gets from the program: the way to the store, and the two long-running processes. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  openCore(config: Config, purpose: 'serve' | 'command'): Promise<Core>;
  startServe(config: Config, options: ServeOptions): Promise<Running>;
  startWork(config: Config): Promise<Running>;
}
