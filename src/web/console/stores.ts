import type { Instrument } from '../../domain/instrument/instrument.ts';
import type { HouseKinds } from '../../domain/training/house-kinds.ts';
import type {
  AreaDetails,
  BrowserPhone,
  ConsoleAccess,
  ListedUser,
  NoteAudit,
  ProgressReader,
  Training,
} from '../../ports.ts';

/** What the console's handlers reach of the gateway, as ports; `console-parts.ts` wires them. */
export interface ConsoleStores {
  readonly access: ConsoleAccess;
  readonly noteAudit: NoteAudit;
  readonly progress: ProgressReader;
  readonly areaDetails: AreaDetails;
  readonly listUsers: () => Promise<readonly ListedUser[]>;
  readonly instrument: Instrument;
  readonly houseKinds: HouseKinds;
  readonly training: Training;
  readonly phone: BrowserPhone;
  /** For a quiz that nobody had; from 1. */
  readonly randomSeed: () => number;
}
