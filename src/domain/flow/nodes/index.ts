import type { NodeType } from '../node-type.ts';
import { again } from './again.ts';
import { areaProgress } from './area-progress.ts';
import { areas } from './areas.ts';
import { backCheckItem } from './back-check-item.ts';
import { backChecks } from './back-checks.ts';
import { block } from './block.ts';
import { confirm } from './confirm.ts';
import { count } from './count.ts';
import { desk } from './desk.ts';
import { end } from './end.ts';
import { guide } from './guide.ts';
import { hindrances } from './hindrances.ts';
import { household } from './household.ts';
import { info } from './info.ts';
import { member } from './member.ts';
import { mendAnswer } from './mend-answer.ts';
import { mendBlock } from './mend-block.ts';
import { mendItem } from './mend-item.ts';
import { menu } from './menu.ts';
import { next } from './next.ts';
import { nik } from './nik.ts';
import { offer } from './offer.ts';
import { ownReports } from './own-reports.ts';
import { partner } from './partner.ts';
import { pin } from './pin.ts';
import { pinMember } from './pin-member.ts';
import { progress } from './progress.ts';
import { reason } from './reason.ts';
import { reference } from './reference.ts';
import { review } from './review.ts';
import { team } from './team.ts';
import { village } from './village.ts';
import { write } from './write.ts';

/** Every kind of node: one file of this folder each. */
export const nodeTypes: readonly NodeType[] = [
  again,
  areaProgress,
  areas,
  backCheckItem,
  backChecks,
  block,
  confirm,
  count,
  desk,
  end,
  guide,
  hindrances,
  household,
  info,
  member,
  mendAnswer,
  mendBlock,
  mendItem,
  menu,
  next,
  nik,
  offer,
  ownReports,
  partner,
  pin,
  pinMember,
  progress,
  reason,
  reference,
  review,
  team,
  village,
  write,
];
