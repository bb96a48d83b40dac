import type { Log } from '../../src/ports.ts';

/** A log that keeps the names of what was logged, by level. */
export function silentLog(): Log & { readonly events: string[] } {
  const events: string[] = [];
  const at = (level: string) => (_fields: object, event: string) => void events.push(`${level} ${event}`);
  return { events, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
