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
  { key: 'desk', href: '/desk', who: consoleRoles },
  { key: 'training', href: '/training', who: consoleRoles },
  { key: 'phone', href: '/phone', who: consoleRoles },
  { key: 'queues', href: '/queues', who: ['admin'] },
  { key: 'officers', href: '/officers', who: consoleRoles },
  { key: 'places', href: '/places', who: consoleRoles },
  { key: 'prelist', href: '/prelist', who: consoleRoles },
  { key: 'imports', href: '/imports', who: consoleRoles },
  { key: 'channels', href: '/channels', who: ['admin', 'pusat'] },
  { key: 'costs', href: '/costs', who: consoleRoles },
  { key: 'audit', href: '/audit', who: consoleRoles },
  { key: 'users', href: '/users', who: ['admin'] },
];
