import type { ConsoleAccess, ListedUser, NoteAudit, ProgressReader } from '../../ports.ts';

/** What the console's handlers reach of the gateway, as ports; `console-parts.ts` wires them. */
export interface ConsoleStores {
  readonly access: ConsoleAccess;
  readonly noteAudit: NoteAudit;
  readonly progress: ProgressReader;
  readonly listUsers: () => Promise<readonly ListedUser[]>;
}
