import { describe, expect, it } from 'vitest';
import { isWithin, narrowed } from '../../../src/domain/workflow/scope.ts';

describe('scope', () => {
  it.each<[string, string[], string, boolean]>([
    ['the country', [''], '94', true],
    ['the area itself', ['9415'], '9415', true],
    ['a household in it', ['11', '9415'], '9415010001000007', true],
    ['the area above', ['9415'], '94', false],
    ['another area', ['9415'], '9401', false],
    ['nowhere', [], '94', false],
  ])('of %s', (_, scope, code, expected) => {
    expect(isWithin(scope, code)).toBe(expected);
  });

  it.each<[string, string[], string | null, string[]]>([
    ['nothing asked for', ['11', '9415'], null, ['11', '9415']],
    ['an area in it', ['9415'], '9415010', ['9415010']],
    ['an area that holds a part of it', ['11', '9415', '9401'], '94', ['9415', '9401']],
    ['an area outside', ['9415'], '11', []],
    ['an area of the country', [''], '11', ['11']],
  ])('narrowed by %s', (_, scope, area, expected) => {
    expect(narrowed(scope, area)).toEqual(expected);
  });
});
