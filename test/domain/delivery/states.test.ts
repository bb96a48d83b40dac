import { describe, expect, it } from 'vitest';
import {
  type DeliveryState,
  deliveryStates,
  joinParts,
  mayBecome,
  stateAfterReport,
  statesBefore,
} from '../../../src/domain/delivery/states.ts';

/** Every legal move, from the left to those on the right. All others are illegal. */
const legal: Readonly<Record<DeliveryState, string>> = {
  pending: 'queued failed expired',
  queued: 'pending wired',
  wired: 'sent errored failed unknown',
  sent: 'delivered failed expired',
  delivered: '',
  errored: 'queued failed expired',
  failed: 'delivered',
  expired: 'delivered',
  unknown: 'sent delivered failed expired',
};
const pairs = deliveryStates.flatMap((from) => deliveryStates.map((to) => [from, to] as const));

describe('delivery states', () => {
  it.each(pairs)('%s to %s', (from, to) => {
    expect(mayBecome(from, to)).toBe(legal[from].split(' ').includes(to));
    expect(statesBefore(to).includes(from)).toBe(mayBecome(from, to));
  });

  it.each(pairs)('a message that is %s, of which a provider says %s', (current, said) => {
    const moves = ['sent', 'delivered', 'failed', 'expired'].includes(said) && mayBecome(current, said);
    expect(stateAfterReport(current, said)).toBe(moves ? said : current);
  });

  it('has nothing follow what was delivered, and nothing made due again that may have gone', () => {
    expect(deliveryStates.filter((to) => mayBecome('delivered', to))).toEqual([]);
    expect(statesBefore('queued')).toEqual(['pending', 'errored']);
    expect(statesBefore('errored')).toEqual(['wired']);
    expect(statesBefore('pending')).toEqual(['queued']);
  });
});

describe('joinParts', () => {
  it.each<[string, DeliveryState[], DeliveryState]>([
    ['none yet', [], 'sent'],
    ['all with the provider', ['sent', 'sent'], 'sent'],
    ['one delivered', ['delivered', 'sent'], 'sent'],
    ['all delivered', ['delivered', 'delivered', 'delivered'], 'delivered'],
    ['one failed, the others not known', ['sent', 'failed'], 'failed'],
    ['one failed, the others delivered', ['delivered', 'failed', 'delivered'], 'failed'],
    ['one expired', ['delivered', 'expired'], 'expired'],
  ])('%s', (_label, parts, state) => {
    expect(joinParts(parts)).toBe(state);
    expect(joinParts(parts.toReversed())).toBe(state);
  });
});
