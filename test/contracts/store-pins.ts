import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PinKeeper, TypedPin } from '../../src/ports.ts';
import { makePinKeeper } from '../../src/store/pins.ts';
import { query } from '../../src/store/query.ts';
import { noon, noonPlus, resetStore } from './store-fixtures.ts';

const stranger = '+6281200000099';
/** Cheap, so that a test takes no seconds; what is kept says the cost itself. */
const cost = { rounds: 16, blockSize: 1, lanes: 1 };
const pin = '2580';
const minute = 60;

interface OfficerRow {
  readonly id: number;
  readonly code: string;
  readonly superiorId: number | null;
}

/** What every store keeps of the port `PinKeeper`. */
export function pinKeeperContract(knexOf: () => Knex): void {
  let keeper: PinKeeper;
  let member: OfficerRow;
  let other: OfficerRow;
  let sessions = 0;

  const typed = (changes: Partial<TypedPin> = {}): TypedPin => {
    sessions += 1;
    const place = { channel: 'at', sessionId: `S${sessions}`, dialogue: 1, at: 1 };
    return { ...place, officerId: member.id, pin, now: noonPlus(10), ...changes };
  };
  const check = (changes: Partial<TypedPin> = {}, msisdn: string | null = stranger) =>
    keeper.check({ ...typed(changes), msisdn });
  const set = (by: number, changes: Partial<TypedPin> = {}) => keeper.set({ ...typed(changes), by });
  const audit = () =>
    query<{ action: string; officer_id: string | null; target: string }>(
      knexOf(),
      'SELECT action, officer_id, target FROM audit ORDER BY id',
    );

  beforeEach(async () => {
    const knex = knexOf();
    await resetStore(knex);
    keeper = makePinKeeper(knex, cost);
    const enumerators = await query<OfficerRow>(
      knex,
      `SELECT id::integer, code, superior_id::integer AS "superiorId" FROM officers
       WHERE role = 'enumerator' ORDER BY id`,
    );
    const [first, second] = enumerators;
    if (!first || !second) throw new Error('The demo area has two enumerators');
    member = first;
    other = second;
    await set(member.id, { now: noon });
  });

  describe('officers', () => {
    it('are found by code, with whether they have a PIN', async () => {
      const found = await keeper.findByCode(member.code);
      expect(found).toMatchObject({ officer: { id: member.id, code: member.code }, hasPin: true });
      expect((await keeper.findByCode(other.code))?.hasPin).toBe(false);
      expect(await keeper.findByCode('9999999')).toBeNull();
    });

    it('are found while they are in office', async () => {
      expect(await keeper.findById(member.id)).toMatchObject({ id: member.id, villages: ['9415010001'] });
      await knexOf()('officers').where({ id: member.id }).update({ ended_at: noon });
      expect(await keeper.findById(member.id)).toBeNull();
      expect(await keeper.findByCode(member.code)).toBeNull();
    });

    it('have a PIN since it was first set', async () => {
      await set(member.id, { now: noonPlus(60), pin: '6047' });
      const moments = [noon, noonPlus(1), noonPlus(61)];
      const had = await Promise.all(moments.map((moment) => keeper.hasPin(member.id, moment)));
      expect(had).toEqual([false, true, true]);
    });
  });

  describe('tries', () => {
    it('are right, wrong, and temporary where the superior set it', async () => {
      expect(await check()).toEqual({ outcome: 'right', figure: null });
      expect(await check({ pin: '2581' })).toEqual({ outcome: 'wrong', figure: 4 });
      await set(member.superiorId ?? 0, { pin: '739415' });
      expect(await check()).toMatchObject({ outcome: 'wrong' });
      expect(await check({ pin: '739415' })).toEqual({ outcome: 'temporary', figure: null });
    });

    it('of one without a PIN are refused', async () => {
      expect(await check({ officerId: other.id })).toEqual({ outcome: 'refused', figure: null });
    });

    it('five wrong ones begin a pause, in which the right one is not looked at', async () => {
      const outcomes: unknown[] = [];
      for (let tries = 0; tries < 5; tries += 1) outcomes.push((await check({ pin: '2581' })).figure);
      expect(outcomes).toEqual([4, 3, 2, 1, 15]);
      expect(await check({ now: noonPlus(14 * minute) })).toEqual({ outcome: 'paused', figure: 2 });
      expect(await check({ now: noonPlus(16 * minute) })).toEqual({ outcome: 'right', figure: null });
      expect((await audit()).map(({ action }) => action)).toEqual(['set-pin', 'pause-pin', 'sign-in']);
    });

    it('at once all count', async () => {
      const verdicts = await Promise.all(Array.from({ length: 6 }, () => check({ pin: '2581' })));
      const told = verdicts.map(({ outcome, figure }) => `${outcome} ${figure}`).toSorted();
      expect(told).toEqual(['paused 15', 'paused 15', 'wrong 1', 'wrong 2', 'wrong 3', 'wrong 4']);
    });

    it('at one place count once, whatever comes there, at once or later', async () => {
      const place = { sessionId: 'same', pin: '2581' };
      const verdicts = await Promise.all(Array.from({ length: 4 }, () => check(place)));
      verdicts.push(await check({ ...place, pin, now: noonPlus(3_600) }));
      expect(verdicts).toEqual(Array(5).fill({ outcome: 'wrong', figure: 4 }));
      expect(await check({ pin: '2581' })).toEqual({ outcome: 'wrong', figure: 3 });
    });

    it('from one number are ten for all officers', async () => {
      await set(other.id, { officerId: other.id, now: noon });
      for (let round = 0; round < 4; round += 1) {
        await check({ pin: '2581' });
        await check({ pin: '2581', officerId: other.id });
      }
      await check({ pin });
      expect(await check({ pin: '2581' })).toEqual({ outcome: 'wrong', figure: 1 });
      expect(await check({ pin: '2581' })).toEqual({ outcome: 'paused', figure: 15 });
      expect((await check({ pin, officerId: other.id })).outcome).toBe('paused');
      expect((await check({ pin }, '+6281200000098')).outcome).toBe('right');
    });

    it('from the officer’s own number are not those of another number, and no signing in', async () => {
      expect(await check({}, null)).toEqual({ outcome: 'right', figure: null });
      expect((await audit()).map(({ action }) => action)).toEqual(['set-pin']);
      expect(await query(knexOf(), 'SELECT FROM pin_numbers')).toHaveLength(0);
    });
  });

  describe('setting', () => {
    it('is once at a place', async () => {
      const place = { sessionId: 'same', pin: '6047' };
      const verdicts = await Promise.all([set(member.id, place), set(member.id, place)]);
      expect(verdicts).toEqual(Array(2).fill({ outcome: 'set', figure: null }));
      expect((await audit()).map(({ action }) => action)).toEqual(['set-pin', 'set-pin']);
      expect((await check({ pin: '6047' })).outcome).toBe('right');
    });

    it('by the superior ends a pause and is in the audit', async () => {
      for (let tries = 0; tries < 5; tries += 1) await check({ pin: '2581' });
      const by = member.superiorId ?? 0;
      expect(await set(by, { pin: '739415' })).toEqual({ outcome: 'set', figure: null });
      expect((await check({ pin: '739415' })).outcome).toBe('temporary');
      expect((await audit()).find(({ action }) => action === 'reset-pin')).toMatchObject({
        officer_id: String(by),
        target: String(member.id),
      });
    });

    it('is refused to anybody else, and to who is no longer in office', async () => {
      const by = member.superiorId ?? 0;
      expect((await set(other.id)).outcome).toBe('refused');
      expect((await set(by, { officerId: by })).outcome).toBe('set');
      expect((await set(member.id, { officerId: by })).outcome).toBe('refused');
      await knexOf()('officers').where({ id: by }).update({ ended_at: noon });
      expect((await set(by)).outcome).toBe('refused');
      expect((await check()).outcome).toBe('right');
    });
  });

  it('keeps no PIN, only its hash', async () => {
    await check({ pin: '739415' });
    const rows = await query<{ all: string }>(
      knexOf(),
      `SELECT row_to_json(officer_pins)::text AS all FROM officer_pins
       UNION ALL SELECT row_to_json(pin_tries)::text FROM pin_tries`,
    );
    const text = rows.map(({ all }) => all).join('\n');
    expect(text).toContain('scrypt$16$1$1$');
    expect(text).not.toContain('739415');
    expect(text).not.toMatch(/"2580"/);
  });
}
