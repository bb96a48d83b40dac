import fc from 'fast-check';
import { packBlock, packForm } from '../../src/domain/instrument/digits.ts';
import type { Answers } from '../../src/domain/instrument/types.ts';
import { arbitraryAnswers, formOf } from '../support/instrument.ts';

/** Members of the prelist, then one who is not in it. */
const knownMembers = 2;
const memberNumbers = [1, 2, 3];

/** A household as an enumerator has it on paper: what it answers, and the digits that say so. */
export interface MadeUpHousehold {
  /** Columns of the household. */
  readonly answers: Answers;
  /** Digits of the four blocks, in order. */
  readonly blocks: readonly string[];
  readonly members: readonly MadeUpMember[];
}

export interface MadeUpMember {
  readonly number: number;
  readonly form: 'ART' | 'ART_PRELIST';
  readonly answers: Answers;
  readonly digits: string;
}

/** A made-up household that is recorded without a question, other ones for other seeds; visited on a day. */
export function makeUpHousehold(seed: number, visitedOn: string): MadeUpHousehold {
  const form = formOf('RT');
  const answers: Answers = {
    ...sample(arbitraryAnswers(form, visitedOn), seed),
    tanggal_verivali: visitedOn,
    Jumlah_ART: memberNumbers.length,
    Jumlah_Keluarga: 1,
  };
  return {
    answers,
    blocks: form.blocks.map((block) => packBlock(block, answers)),
    members: memberNumbers.map((number) => makeUpMember(number, seed)),
  };
}

/** The first one is head of household and family; of the same family all. */
function makeUpMember(number: number, seed: number): MadeUpMember {
  const name = number <= knownMembers ? 'ART_PRELIST' : 'ART';
  const form = formOf(name);
  const relation = number === 1 ? 1 : 2 + ((seed + number) % 7);
  const answers: Answers = {
    ...sample(arbitraryAnswers(form), seed * 100 + number),
    Hub_KRT: relation,
    Hubkel: relation,
    NUK: 1,
    // Of other codes a member does not count, and nothing is to be seen of them.
    Sta_keberadaan_art: number <= knownMembers ? 1 : 4,
  };
  return { number, form: name, answers, digits: packForm(form, answers) };
}

function sample<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [made] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (made === undefined) throw new Error('Nothing was made up');
  return made;
}
