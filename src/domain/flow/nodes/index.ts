import type { NodeType } from '../node-type.ts';
import { block } from './block.ts';
import { confirm } from './confirm.ts';
import { end } from './end.ts';
import { household } from './household.ts';
import { info } from './info.ts';
import { menu } from './menu.ts';
import { offer } from './offer.ts';
import { partner } from './partner.ts';
import { reference } from './reference.ts';

/** Every kind of node: one file of this folder each. */
export const nodeTypes: readonly NodeType[] = [
  block,
  confirm,
  end,
  household,
  info,
  menu,
  offer,
  partner,
  reference,
];
