import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instrument } from '../../domain/instrument/instrument.ts';
import type { Messages } from '../../domain/messages.ts';
import type { HouseKinds } from '../../domain/training/house-kinds.ts';
import type {
  AreaDetails,
  BrowserPhone,
  ConsoleAccess,
  ConsoleDesk,
  ListedUser,
  NoteAudit,
  ProgressReader,
  StoryReader,
  Training,
  WorkDesk,
} from '../../ports.ts';
import type { ListStores } from './list-stores.ts';

/** What the console's handlers reach of the gateway, as ports; `console-parts.ts` wires them. */
export interface ConsoleStores extends ListStores {
  readonly access: ConsoleAccess;
  readonly noteAudit: NoteAudit;
  readonly progress: ProgressReader;
  readonly areaDetails: AreaDetails;
  readonly listUsers: () => Promise<readonly ListedUser[]>;
  readonly houseKinds: HouseKinds;
  readonly training: Training;
  readonly phone: BrowserPhone;
  /** For a quiz that nobody had; from 1. */
  readonly randomSeed: () => number;
  readonly desk: ConsoleDesk;
  readonly workDesk: WorkDesk;
  readonly stories: StoryReader;
  /** What reports are read by, and what officers are told. */
  readonly definitions: { readonly instrument: Instrument; readonly messages: Messages };
  /** Bull's dashboard; null where Bull does not run. */
  readonly queueBoard: ((req: IncomingMessage, res: ServerResponse, next: () => void) => void) | null;
}
