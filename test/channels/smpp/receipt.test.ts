import { describe, expect, it } from 'vitest';
import { makePdu } from '../../../src/channels/smpp/package.ts';
import { idsOf, readReceipt } from '../../../src/channels/smpp/receipt.ts';

const text = (stat: string, err = '000') =>
  `id:0a1b2c3d sub:001 dlvrd:001 submit date:2111240800 done date:2111240801 stat:${stat} err:${err} text:`;

describe('receipts', () => {
  it.each([
    ['DELIVRD', 'delivered', null],
    ['ACCEPTD', 'sent', null],
    ['EXPIRED', 'expired', 'EXPIRED 011'],
    ['UNDELIV', 'failed', 'UNDELIV 011'],
    ['REJECTD', 'failed', 'REJECTD 011'],
    ['UNKNOWN', null, null],
    ['SOMETHING', null, null],
  ])('reads the text of %s', (stat, state, reason) => {
    expect(readReceipt(makePdu('deliver_sm'), text(stat, '011'))).toEqual({
      id: '0a1b2c3d',
      state,
      status: stat,
      reason,
    });
  });

  it('prefers the parameters', () => {
    const pdu = makePdu('deliver_sm', { receipted_message_id: 'abc', message_state: 2 });
    expect(readReceipt(pdu, text('UNDELIV'))).toMatchObject({ id: 'abc', state: 'delivered' });
  });

  it('has none without an id', () => {
    expect(readReceipt(makePdu('deliver_sm'), 'stat:DELIVRD')).toBeNull();
  });

  it.each([
    ['same', '169552957', ['169552957']],
    ['hex', 'a1b2c3d', ['169552957', '0169552957']],
    ['decimal', '169552957', ['a1b2c3d', 'A1B2C3D', '0a1b2c3d', '0A1B2C3D']],
    ['auto', '12', ['12']],
  ] as const)('knows ids in format %s', (format, id, ids) => {
    expect(idsOf(id, format)).toEqual(ids);
  });
});
