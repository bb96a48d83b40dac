import { describe, expect, it } from 'vitest';
import { type DeskUser, mayWorkDesk } from '../../../src/domain/workflow/desk-authority.ts';
import { type DeskAct, deskActs } from '../../../src/domain/workflow/desk-item.ts';

const house = '9415010001000007';
const user = (role: DeskUser['role'], areas: readonly string[], officerId: number | null = null) => ({
  role,
  areas,
  officerId,
});

describe('who may work the desk', () => {
  it.each([
    ['a regency in its area', user('korkab', ['9415']), house, deskActs],
    ['a sub-district in its area', user('korcam', ['9415010']), house, deskActs],
    ['another regency', user('korkab', ['9471']), house, []],
    ['the nation, of nobody known', user('pusat', ['00']), null, deskActs],
    ['a region, of nobody known', user('korwil', ['94']), null, []],
    ['who keeps the gateway', user('admin', ['00']), house, ['mend', 'retry', 'close']],
    ['whose own report it is', user('korcam', ['9415010'], 4), house, []],
  ] as const)('%s', (_, who, place, expected: readonly DeskAct[]) => {
    const open = deskActs.filter((act) => mayWorkDesk(who, act, { officerId: 4 }, place) === null);
    expect(open).toEqual(expected);
  });
});
