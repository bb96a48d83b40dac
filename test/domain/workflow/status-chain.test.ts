import { describe, expect, it } from 'vitest';
import type { RecordState } from '../../../src/domain/report/record.ts';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import { countPhotos, standAfter } from '../../../src/domain/workflow/landing.ts';
import type { Role } from '../../../src/domain/workflow/roles.ts';
import {
  approveHousehold,
  hasApproval,
  isFinal,
  isReturned,
  returnHousehold,
  type StepRefusal,
} from '../../../src/domain/workflow/status-chain.ts';
import { instrument } from '../../support/instrument.ts';
import { members, read, receivedAt, seven, wholeBlocks } from '../../support/sms.ts';

const { housing, assets, programmes } = wholeBlocks;
const answers = read(`RT 7-16 1212411011 ${housing} ${assets} ${programmes}`).report?.answers ?? {};
const man = read(`ART 7-16 01${members.man.nik}${members.man.digits}`).report?.members[0]?.answers ?? {};

/** A finished household of one. */
function finished(changes: RecordRow = {}): RecordState {
  return {
    household: { IDBDT: seven.idbdt, ...answers, status: '10', foto_tertunda: 9, ...changes },
    members: new Map([[1, { no_urut: 1, row_status: 'ACTIVE', revisi: 1, ...man }]]),
    families: new Map(),
    businesses: new Map(),
  };
}
const unfinished = (changes: RecordRow = {}): RecordState => ({ ...finished(changes), members: new Map() });
const closed = (changes: RecordRow = {}): RecordState => {
  const household = { IDBDT: seven.idbdt, hasil_verivali: 5, status: '11', foto_tertunda: 0, ...changes };
  return { ...unfinished(), household };
};
const nothing: RecordState = { ...unfinished(), household: null };
const approve = (role: Role, state: RecordState, id = 3) =>
  approveHousehold(instrument, { id, role }, state, receivedAt);
const all = { foto_tersimpan: 9, foto_tertunda: 0 };

describe('a step on', () => {
  it.each<[string, Role, RecordState, string | StepRefusal]>([
    ['submitted', 'pengawas', finished({ ...all, status: '11' }), '12'],
    ['refused at the door', 'pengawas', closed(), '12'],
    ['rejected by the regency and right all the same', 'pengawas', finished({ ...all, status: '12a' }), '12'],
    ['sent back by mistake, photos there', 'pengawas', finished({ ...all, status: '10a' }), '12'],
    ['sent back by mistake, photos to come', 'pengawas', finished({ status: '10a' }), '10'],
    ['before the photos', 'pengawas', finished(), '10'],
    ['not finished', 'pengawas', unfinished(), 'not-complete'],
    ['not visited', 'pengawas', nothing, 'not-visited'],
    ['members only', 'pengawas', unfinished({ hasil_verivali: null, status: null }), 'not-visited'],
    ['approved early already', 'pengawas', finished({ approved_by: 9 }), 'already-approved'],
    ['approved', 'pengawas', finished({ status: '12', approved_by: 9 }), 'already-approved'],
    ['approved by the region', 'pengawas', finished({ status: '14', approved_by: 9 }), 'already-approved'],
    ['rejected by the region', 'pengawas', finished({ status: '13a' }), 'not-yet'],
    ['approved by the supervisor', 'korkab', finished({ status: '12', approved_by: 9 }), '13'],
    ['rejected by the region and right all the same', 'korkab', finished({ status: '13a' }), '13'],
    ['only submitted', 'korkab', finished({ status: '11' }), 'not-yet'],
    ['their own approval', 'korkab', finished({ status: '12', approved_by: 3 }), 'own-approval'],
    ['confirmed', 'korkab', finished({ status: '13', approved_by: 9, confirmed_by: 8 }), 'already-approved'],
    ['final', 'korkab', finished({ status: '14', approved_by: 9, confirmed_by: 8 }), 'already-approved'],
    ['confirmed by the regency', 'korwil', finished({ status: '13', approved_by: 9, confirmed_by: 8 }), '14'],
    ['in central quality control', 'korwil', finished({ status: '13b', confirmed_by: 8 }), '14'],
    ['confirmed by themselves', 'korwil', finished({ status: '13', confirmed_by: 3 }), 'own-approval'],
    ['not confirmed', 'korwil', finished({ status: '12' }), 'not-yet'],
    ['by a role without a step', 'korcam', finished({ status: '12' }), 'not-visited'],
  ])('%s, by %s', (_, role, state, expected) => {
    const { columns, refusal } = approve(role, state);
    expect(refusal ?? columns?.status).toBe(expected);
  });

  it('says who took it and when', () => {
    const approval = { approved_by: 3, approved_at: receivedAt.toISOString() };
    expect(approve('pengawas', finished({ ...all, status: '11' })).columns).toEqual({
      status: '12',
      stereotype: 'VERIVALI-SUPERVISOR-APPROVED',
      ...approval,
    });
    expect(approve('pengawas', finished()).columns).toEqual({
      status: '10',
      stereotype: 'VERIVALI-SURVEY',
      foto_tertunda: 9,
      ...approval,
    });
    expect(approve('korkab', finished({ status: '12' })).columns).toEqual({
      status: '13',
      stereotype: 'VERIVALI-KORKAB-APPROVED',
      confirmed_by: 3,
    });
  });
});

describe('a step back', () => {
  it.each<[string, Role, string | null, string | StepRefusal]>([
    ['under way', 'pengawas', '10', '10a'],
    ['submitted', 'pengawas', '11', '10a'],
    ['their own approval', 'pengawas', '12', '10a'],
    ['rejected by the regency', 'pengawas', '12a', '10a'],
    ['sent back already', 'pengawas', '10a', 'already-returned'],
    ['confirmed by the regency', 'pengawas', '13', 'other-step'],
    ['not visited', 'pengawas', null, 'not-visited'],
    ['approved by the supervisor', 'korkab', '12', '12a'],
    ['their own confirmation', 'korkab', '13', '12a'],
    ['rejected by the region', 'korkab', '13a', '12a'],
    ['submitted', 'korkab', '11', 'other-step'],
    ['final', 'korkab', '14', 'other-step'],
    ['confirmed', 'korwil', '13', '13a'],
    ['final', 'korwil', '14', '13a'],
    ['sent back already', 'korwil', '13a', 'already-returned'],
  ])('%s, by %s from %s', (_, role, status, expected) => {
    const household = status === null ? null : { ...finished().household, status, approved_by: 9 };
    const { columns, refusal } = returnHousehold(instrument, role, household);
    expect(refusal ?? columns?.status).toBe(expected);
    if (columns !== null)
      expect(columns).toMatchObject({ approved_by: null, approved_at: null, confirmed_by: null });
  });
});

describe('photos', () => {
  it.each<[string, RecordState, number, object]>([
    ['too few', finished(), 8, { foto_tersimpan: 8, foto_tertunda: 1, status: '10' }],
    [
      'enough',
      finished(),
      9,
      { foto_tersimpan: 9, foto_tertunda: 0, status: '11', stereotype: 'VERIVALI-SUBMITTED' },
    ],
    ['more than enough', finished(), 12, { foto_tersimpan: 12, foto_tertunda: 0, status: '11' }],
    ['enough, approved early', finished({ approved_by: 9 }), 9, { status: '12', foto_tertunda: 0 }],
    ['enough, not finished', unfinished(), 9, { foto_tersimpan: 9, foto_tertunda: 0, status: '10' }],
  ])('%s', (_, state, stored, columns) => {
    expect(countPhotos(instrument, state, stored)).toMatchObject(columns);
  });

  it.each([
    ['sent back', finished({ status: '10a' })],
    ['further on', finished({ status: '12' })],
    ['closed without any', closed()],
  ])('leave a household that is %s where it is', (_, state) => {
    expect(countPhotos(instrument, state, 9)).not.toHaveProperty('status');
  });

  it('of a household that nobody visited are only counted', () => {
    expect(countPhotos(instrument, unfinished({ hasil_verivali: null, status: null }), 9)).toEqual({
      foto_tersimpan: 9,
    });
    expect(countPhotos(instrument, nothing, 9)).toEqual({});
  });
});

describe('a report', () => {
  it('lands by its result, its photos and what is still to come', () => {
    expect(standAfter(instrument, null, unfinished(), false)).toMatchObject({
      status: '10',
      foto_tertunda: 9,
    });
    expect(standAfter(instrument, null, finished(all), false)).toMatchObject({
      status: '11',
      foto_tertunda: 0,
    });
    expect(standAfter(instrument, null, unfinished(all), false)).toMatchObject({
      status: '10',
      foto_tertunda: 0,
    });
    expect(standAfter(instrument, null, closed(), false)).toMatchObject({ status: '11', foto_tertunda: 0 });
  });

  it('brings what was sent back into the chain anew', () => {
    const returned = finished({ ...all, status: '12a' });
    expect(standAfter(instrument, returned.household, returned, false)).toMatchObject({ status: '11' });
  });

  it('leaves an approval alone where it changes nothing, and voids it where it does', () => {
    const approved = finished({ ...all, status: '13', approved_by: 9, confirmed_by: 8 });
    const laid = finished({ ...all, approved_by: 9, confirmed_by: 8 });
    expect(standAfter(instrument, approved.household, laid, true)).toMatchObject({
      status: '13',
      approved_by: 9,
      confirmed_by: 8,
    });
    expect(standAfter(instrument, approved.household, laid, false)).toMatchObject({
      status: '11',
      approved_by: null,
      confirmed_by: null,
    });
  });
});

describe('what a household is', () => {
  it.each([
    ['nothing', null, [false, false, false]],
    ['under way', { status: '10' }, [false, false, false]],
    ['approved early', { status: '10', approved_by: 9 }, [true, false, false]],
    ['approved by who is not known', { status: '12' }, [true, false, false]],
    ['final', { status: '14' }, [true, true, false]],
    ['sent back', { status: '12a' }, [false, false, true]],
  ])('%s', (_, household, expected) => {
    const is = [hasApproval, isFinal, isReturned].map((ask) => ask(instrument, household));
    expect(is).toEqual(expected);
  });
});
