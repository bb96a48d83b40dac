import type { ConsoleRole } from '../../domain/workflow/console-user.ts';
import { consoleRoles } from '../../domain/workflow/console-user.ts';

/** An entry of the head of every page. */
interface NavEntry {
  /** Its text is `nav.<key>`. */
  readonly key: string;
  readonly href: string;
  readonly who: readonly ConsoleRole[];
}

/** In the order in which they stand there. */
export const navEntries: readonly NavEntry[] = [
  { key: 'progress', href: '/progress', who: consoleRoles },
  { key: 'users', href: '/users', who: ['admin'] },
];
