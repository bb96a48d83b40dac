import type { NodeType } from '../node-type.ts';
import { again } from './again.ts';
import { block } from './block.ts';
import { confirm } from './confirm.ts';
import { end } from './end.ts';
import { guide } from './guide.ts';
import { household } from './household.ts';
import { info } from './info.ts';
import { member } from './member.ts';
import { mendAnswer } from './mend-answer.ts';
import { mendBlock } from './mend-block.ts';
import { mendItem } from './mend-item.ts';
import { menu } from './menu.ts';
import { nik } from './nik.ts';
import { offer } from './offer.ts';
import { ownReports } from './own-reports.ts';
import { partner } from './partner.ts';
import { progress } from './progress.ts';
import { reference } from './reference.ts';
import { village } from './village.ts';
import { write } from './write.ts';

/** Every kind of node: one file of this folder each. */
export const nodeTypes: readonly NodeType[] = [
  again,
  block,
  confirm,
  end,
  guide,
  household,
  info,
  member,
  mendAnswer,
  mendBlock,
  mendItem,
  menu,
  nik,
  offer,
  ownReports,
  partner,
  progress,
  reference,
  village,
  write,
];
