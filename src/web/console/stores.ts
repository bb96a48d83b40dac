import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instrument } from '../../domain/instrument/instrument.ts';
import type { Messages } from '../../domain/messages.ts';
import type {
  AreaDetails,
  ConsoleAccess,
  ConsoleDesk,
  ListedUser,
  NoteAudit,
  ProgressReader,
  StoryReader,
  WorkDesk,
} from '../../ports.ts';

/** What the console's handlers reach of the gateway, as ports; `console-parts.ts` wires them. */
export interface ConsoleStores {
  readonly access: ConsoleAccess;
  readonly noteAudit: NoteAudit;
  readonly progress: ProgressReader;
  readonly areaDetails: AreaDetails;
  readonly listUsers: () => Promise<readonly ListedUser[]>;
  readonly desk: ConsoleDesk;
  readonly workDesk: WorkDesk;
  readonly stories: StoryReader;
  /** What reports are read by, and what officers are told. */
  readonly definitions: { readonly instrument: Instrument; readonly messages: Messages };
  /** Bull's dashboard; null where Bull does not run. */
  readonly queueBoard: ((req: IncomingMessage, res: ServerResponse, next: () => void) => void) | null;
}
