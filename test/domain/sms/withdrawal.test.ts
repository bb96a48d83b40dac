import { describe, expect, it } from 'vitest';
import { householdOf, prelistWith, read, seven, storedOf, village } from '../../support/sms.ts';

const stored = storedOf();
const own = (report = stored) => ({ ownReports: new Map([['FGHJK', report]]) });
const revised = (revision: number) => prelistWith(householdOf(seven.idbdt, { revision }));

describe('BATAL', () => {
  it.each([
    ['as on the answer', 'BATAL FGHJK'],
    ['lower case', 'batal fghjk'],
    ['glued', 'BATALfghjk'],
    ['in pieces', 'BATAL fgh-jk'],
  ])('withdraws an own report: %s', (_, text) => {
    expect(read(text, own())).toMatchObject({
      command: 'BATAL',
      outcome: 'accepted',
      idbdt: seven.idbdt,
      report: null,
      withdraws: stored,
      answer: { values: { form: 'V', reference: '7-16', receipt: 'FGHJK' } },
    });
  });

  it.each([
    ['the only report', revised(1), stored, 'withdrawn-to-prelist'],
    ['one of several', revised(2), stored, 'withdrawn-to-earlier'],
    ['one that was asked back', revised(1), storedOf({ outcome: 'ask' }), 'withdrawn-unrecorded'],
    ['one that is held', revised(1), storedOf({ outcome: 'held' }), 'withdrawn-unrecorded'],
  ])('says what is restored: %s', (_, households, report, key) => {
    expect(read('BATAL FGHJK', { ...own(report), households }).answer?.key).toBe(`answer.${key}`);
  });

  it.each([
    ['no receipt', 'BATAL', 'empty-body'],
    ['half a receipt', 'BATAL FGH', 'not-a-receipt'],
    ['another receipt', 'BATAL QRS2T', 'no-such-report'],
  ])('refuses %s', (_, text, reason) => {
    expect(read(text, own())).toMatchObject({ outcome: 'rejected', reason });
  });

  it.each([
    ['withdrawn before', storedOf({ isWithdrawn: true }), 'already-withdrawn'],
    ['of another officer', storedOf({ officerId: 2 }), 'no-such-report'],
    ['refused', storedOf({ outcome: 'rejected' }), 'no-such-report'],
  ])('refuses a report that is %s', (_, report, reason) => {
    const verdict = read('BATAL FGHJK', own(report));
    expect(verdict).toMatchObject({ outcome: 'rejected', reason });
    expect(verdict).not.toHaveProperty('withdraws');
  });

  it('withdraws a proposal only before it has reports', () => {
    const { report } = read('BARU Contoh Satu / Kampung');
    const proposal = storedOf({ ...(report && { report }) });
    const idbdt = `${village}900001`;
    const after = (revision: number) => prelistWith(householdOf(idbdt, { revision }));
    const withdraw = (revision: number) =>
      read('BATAL FGHJK', { ...own(proposal), households: after(revision) });
    expect(withdraw(1).answer?.key).toBe('answer.withdrawn-proposal');
    expect(withdraw(2).reason).toBe('proposal-in-use');
  });

  it('is never mended from a typo', () => {
    expect(read('BATAK FGHJK', own()).reason).toBe('unknown-keyword');
  });

  it('is practised without withdrawing', () => {
    const verdict = read('LATIH BATAL FGHJK', own());
    expect(verdict).toMatchObject({ outcome: 'accepted', isPractice: true });
    expect(verdict).not.toHaveProperty('withdraws');
  });
});
