import type { DeskAct, DeskItem } from './desk-item.ts';
import { nation } from './progress.ts';

/** A user of the console as far as the desk asks. */
export interface DeskUser {
  readonly role: 'admin' | 'pusat' | 'korwil' | 'korkab' | 'korcam';
  /** BPS codes; `00` is the nation. */
  readonly areas: readonly string[];
  /** The officer that they are in the field; null for nobody. */
  readonly officerId: number | null;
}

/** Why a user may not; each has a message under `answer.<reason>`. */
export type DeskDenial = 'not-allowed' | 'other-area' | 'own-report';

/** Who keeps the gateway mends what got stuck in it; what a report is worth is for those who lead the work to say. */
const leads: ReadonlySet<DeskUser['role']> = new Set(['pusat', 'korwil', 'korkab', 'korcam']);
const judging: ReadonlySet<DeskAct> = new Set(['approve', 'return', 'withdraw']);

/**
 * Who may do what with a message on the console's desk: the role first, then the area, and nobody judges what is
 * their own.
 *
 * @param place IDBDT, or the code of its sender's area; null for a message of nobody known, which the nation sees.
 */
export function mayWorkDesk(
  user: DeskUser,
  act: DeskAct,
  { officerId }: Pick<DeskItem, 'officerId'>,
  place: string | null,
): DeskDenial | null {
  if (judging.has(act) && !leads.has(user.role)) return 'not-allowed';
  const sees = user.areas.some((area) => area === nation || place?.startsWith(area));
  if (!sees) return 'other-area';
  return officerId !== null && officerId === user.officerId ? 'own-report' : null;
}
