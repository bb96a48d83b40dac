import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../../src/domain/report/types.ts';
import { agreement, drawBackCheck, itemsAsked } from '../../../src/domain/workflow/back-check.ts';
import { instrument } from '../../support/instrument.ts';
import { read, seven, wholeDigits } from '../../support/sms.ts';

const { backCheck: items } = instrument.mapping;
const household: RecordRow = { IDBDT: seven.idbdt, ...read(`RT 7-16 ${wholeDigits}`).report?.answers };
const drawOf = (share: number, bytes: readonly number[]) => ({ share, digest: () => Uint8Array.from(bytes) });
const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('drawBackCheck', () => {
  it('asks three of the items that the household answered, in the order of the instrument', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const drawn = drawBackCheck({ share: 1, digest: () => bytes }, items, household);
        const columns = items.map(({ column }) => column);
        const places = (drawn?.items ?? []).map((column) => columns.indexOf(column));
        expect(places).toHaveLength(itemsAsked);
        expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
        for (const column of drawn?.items ?? []) expect(drawn?.reported[column]).toBe(household[column]);
      }),
    );
  });

  it('draws by the first four bytes, below the share', () => {
    const rest = [1, 2, 3, 4];
    expect(drawBackCheck(drawOf(0.05, [0x0c, 0xcc, 0xcc, 0xcc, ...rest]), items, household)).not.toBeNull();
    expect(drawBackCheck(drawOf(0.05, [0x0c, 0xcc, 0xcc, 0xcd, ...rest]), items, household)).toBeNull();
    expect(drawBackCheck(drawOf(0, [0, 0, 0, 0, ...rest]), items, household)).toBeNull();
    expect(drawBackCheck(drawOf(1, [255, 255, 255, 255, ...rest]), items, household)).not.toBeNull();
  });

  it('draws no household that answered none of the items', () => {
    const refused = { IDBDT: seven.idbdt, hasil_verivali: 5, lantai: null };
    expect(drawBackCheck(drawOf(1, [0, 0, 0, 0, 1, 2, 3]), items, refused)).toBeNull();
  });

  it('asks what there is where fewer were answered', () => {
    const few = { IDBDT: seven.idbdt, lantai: 6 };
    expect(drawBackCheck(drawOf(1, [0, 0, 0, 0, 9, 9, 9]), items, few)).toEqual({
      items: ['lantai'],
      reported: { lantai: 6 },
    });
  });

  it('asks every item about as often as any other', () => {
    const counts = new Map<string, number>();
    const rounds = 3_000;
    for (let round = 0; round < rounds; round += 1) {
      const bytes = [0, 0, 0, 0, round % 256, (round * 7) % 256, (round * 31 + 5) % 256];
      for (const column of drawBackCheck(drawOf(1, bytes), items, household)?.items ?? []) {
        counts.set(column, (counts.get(column) ?? 0) + 1);
      }
    }
    const even = (rounds * itemsAsked) / items.length;
    for (const { column } of items) {
      expect(counts.get(column), column).toBeGreaterThan(even * 0.7);
      expect(counts.get(column), column).toBeLessThan(even * 1.3);
    }
  });
});

describe('agreement', () => {
  const check = {
    idbdt: seven.idbdt,
    officerId: 1,
    items: ['lantai', 'atap'],
    reported: { lantai: 6, atap: 6 },
  };

  it.each([
    ['both', { lantai: 6, atap: 6 }, [true, true]],
    ['one', { lantai: 6, atap: 1 }, [true, false]],
    ['as text', { lantai: '6', atap: 6 }, [true, true]],
    ['not answered', { lantai: 6 }, [true, false]],
  ])('%s', (_, given, agreed) => {
    expect(agreement({ ...check, isDone: false }, given)).toEqual(agreed);
  });
});
