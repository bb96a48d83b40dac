import type { ConsoleAccess, ListedUser, NoteAudit, ProgressReader } from '../../ports.ts';
import type { ListStores } from './list-stores.ts';

/** What the console's handlers reach of the gateway, as ports; `console-parts.ts` wires them. */
export interface ConsoleStores extends ListStores {
  readonly access: ConsoleAccess;
  readonly noteAudit: NoteAudit;
  readonly progress: ProgressReader;
  readonly listUsers: () => Promise<readonly ListedUser[]>;
}
