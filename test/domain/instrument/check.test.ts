import { describe, expect, it } from 'vitest';
import { checkPartner } from '../../../src/domain/instrument/check.ts';
import { formOf } from '../../support/instrument.ts';

const partner = '9415010001000002';

describe('checkPartner', () => {
  it.each([
    ['V', 4, partner, []],
    ['V', 6, partner, []],
    ['V', 1, null, []],
    ['V', 4, null, ['must-answer 7']],
    ['V', 6, null, ['must-answer 7']],
    ['V', 1, partner, ['not-asked 7']],
    ['V', 5, partner, ['not-asked 7']],
    ['RT', 1, null, []],
    ['RT', 1, partner, ['too-long undefined']],
  ])('%s with result %i and partner %s: %j', (form, hasil_verivali, reference, expected) => {
    const problems = checkPartner(formOf(form), { hasil_verivali }, reference);
    expect(problems.map(({ kind, rule }) => `${kind} ${rule}`)).toEqual(expected);
  });
});
