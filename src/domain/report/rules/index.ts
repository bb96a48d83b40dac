import type { Check } from './check.ts';
import { cardOver, familyOver, membersOver } from './counted.ts';
import { secondFamilyHead, secondHead } from './heads.ts';
import { businessWithoutOwner, floorTooLarge, floorTooSmall } from './household.ts';
import { nikAge, nikArea, nikImpossible, nikSex, nikTwice } from './nik.ts';

/** Every case that the instrument leaves to code. */
export const checks: readonly Check[] = [
  membersOver,
  familyOver,
  cardOver,
  secondHead,
  secondFamilyHead,
  nikImpossible,
  nikTwice,
  nikSex,
  nikAge,
  nikArea,
  businessWithoutOwner,
  floorTooSmall,
  floorTooLarge,
];
