import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noFigures } from '../../../../src/domain/workflow/progress.ts';
import type { ProgressReader } from '../../../../src/ports.ts';
import { makeLiveFigures } from '../../../../src/web/console/progress/live.ts';

describe('live figures', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A reader whose area has so many visited; null: the store is away. */
  function reader() {
    const state: { visited: number | null; reads: number } = { visited: 1, reads: 0 };
    const readArea = async (code: string) => {
      state.reads += 1;
      if (state.visited === null) throw new Error('away');
      const figures = { ...noFigures, target: 10, visited: state.visited };
      return { code, name: 'Contoh', figures, claimed: { done: 0, left: 0, refused: 0 } };
    };
    const unused = () => Promise.reject(new Error('not asked'));
    const progress: ProgressReader = {
      readArea,
      readAreas: unused,
      listAreas: unused,
      listDays: unused,
      listOfficers: unused,
      readOfficers: unused,
    };
    return { state, progress };
  }
  const heard = () => {
    const visited: number[] = [];
    const send = (_name: string, data: unknown) =>
      void visited.push((data as { readonly visited: number }).visited);
    return { visited, send };
  };
  const look = () => vi.advanceTimersByTimeAsync(1_000);

  it('tell a change, once, to all who listen', async () => {
    const live = makeLiveFigures(1_000);
    const { state, progress } = reader();
    const [one, other] = [heard(), heard()];
    live.listen('9415', progress, one.send);
    live.listen('9415', progress, other.send);
    await look();
    await look();
    state.visited = 2;
    await look();
    expect([one.visited, other.visited, state.reads]).toEqual([[1, 2], [1, 2], 3]);
  });

  it('tell who comes later what is known', async () => {
    const live = makeLiveFigures(1_000);
    const { progress } = reader();
    live.listen('9415', progress, heard().send);
    await look();
    const late = heard();
    live.listen('9415', progress, late.send);
    expect(late.visited).toEqual([1]);
  });

  it('bear it that the store is away for a while', async () => {
    const live = makeLiveFigures(1_000);
    const { state, progress } = reader();
    const one = heard();
    state.visited = null;
    live.listen('9415', progress, one.send);
    await look();
    state.visited = 3;
    await look();
    expect(one.visited).toEqual([3]);
  });

  it('look no more once nobody listens', async () => {
    const live = makeLiveFigures(1_000);
    const { state, progress } = reader();
    const stops = [live.listen('9415', progress, heard().send), live.listen('9415', progress, heard().send)];
    for (const stop of stops) stop();
    await look();
    expect([state.reads, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
