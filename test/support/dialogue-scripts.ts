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
