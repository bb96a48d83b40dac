import { child, guidedTokens, knownMember, spouse, wholeHousehold } from './dialogue-world.ts';

const blocks = Object.values(wholeHousehold);

/** Every dialogue of the enumerator, as somebody types it who makes no slip: main menu first, one token a screen. */
export const scripts: Readonly<Record<string, readonly string[]>> = {
  'visit result': ['1', '716', '10112411', '1'],
  'visit result with a partner': ['1', '716', '10142411', '1298', '1'],
  'whole household': ['2', '716', ...blocks, '1'],
  'whole household, guided': ['4', '716', ...guidedTokens('RT', blocks.join('')), '1'],
  'members at once': ['3', '716', '01', knownMember, '1', '1', '02', spouse, '1', '1', '03', child, '1', '2'],
  'a member in the prelist, guided': [
    ...['3', '716', '1', '1', ...guidedTokens('ART_PRELIST', knownMember), '1', '2'],
  ],
  'a new member, guided': ['3', '716', '3', ...guidedTokens('ART', child), '1', '2'],
  'an answer to mend': ['5', '813', '3', '18', '4', '1'],
  'an answer to mend with what hangs on it': ['5', '813', '4', '16', '1', '450', '1'],
  'an answer of a member to mend': ['5', '813', '6', '1', '6', '41', '1'],
  'the other household to mend': ['5', '813', '2', '2', '4', '1298', '1'],
  help: ['6'],
  'family cards': ['8', '716', '1', '9103010101800001', '1', '1', '2', '9103010101800002', '1', '2'],
  businesses: ['9', '716', '1', '04', '02', '1', '2', '1', '2'],
  'new household': ['10', 'Contoh Lima', 'Dusun Contoh 2 / RT 01', '1'],
  withdrawal: ['11', '2', '1'],
  'check of a household': ['12', '813'],
  progress: ['13'],
  practice: ['14', '716', '10142411', '1298', '1'],
  language: ['15', '2'],
};

const claim = ['1', '12', '7', '1', '42'] as const;

/** The same of those above the enumerators, by their phones. */
export const scriptsAbove: Readonly<
  Record<'pengawas' | 'korcam' | 'korkab' | 'korwil', Readonly<Record<string, readonly string[]>>>
> = {
  pengawas: {
    'a held report approved': ['1', '1', '1', '2'],
    'a held report sent back for its item': ['1', '1', '2', '1', '1', '2'],
    'a flagged report sent back for a reason': ['1', '2', '2', '3', '1', '2'],
    'a report sent back for another item': ['1', '1', '2', '3.7a', '1', '2'],
    'a report left for later': ['1', '2', '3'],
    'a household approved': ['2', '813', '1', '2'],
    'a household sent back': ['2', '813', '2', '4', '1', '2'],
    'a back-check': ['3', '1', '6', '05', '4', '1', '2'],
    team: ['4'],
    'status of a village': ['5', ...claim, '1'],
    'check of a household': ['6', '716'],
    progress: ['7'],
    language: ['11', '2'],
    help: ['12'],
  },
  korcam: {
    'status of the sub-district': ['1', ...claim, '1'],
    'status of a village by its code': ['1', '9415010002', '0', '20', '0', '0', '1'],
    progress: ['2'],
    team: ['3'],
    'check of a household': ['4', '941501000100000813'],
    language: ['5', '2'],
    help: ['6'],
  },
  korkab: {
    'an area approved': ['1', '2', '1', '2'],
    'an area sent back instead': ['1', '2', '2', '5', '1'],
    'an area sent back': ['2', '1', '9415010001', '1', '1'],
    'a household sent back': ['2', '2', '941501000100000813', '2', '1'],
    progress: ['3'],
    'status of a sub-district': ['4', ...claim, '1'],
    'check of a household': ['5', '941501000100000813'],
    language: ['6', '2'],
    help: ['7'],
  },
  korwil: {
    'an area approved': ['1', '9415', '1', '2'],
    progress: ['3'],
    'status of a sub-district by its code': ['4', '9415010', '12', '7', '1', '0', '1'],
  },
};
