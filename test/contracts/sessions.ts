import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionState, Sessions } from '../../src/ports.ts';

export interface OpenedSessions {
  readonly sessions: Sessions;
  close(): Promise<void>;
}

/**
 * What every store of live sessions does.
 *
 * @param open opens one, where sessions of any channel and officer id 1 may be saved.
 * @param prepare is called with a state's start before it is saved: the store keeps the start apart.
 */
export function sessionsContract(
  name: string,
  open: () => Promise<OpenedSessions>,
  prepare: (state: SessionState) => Promise<void> = async () => {},
): void {
  describe(`sessions: ${name}`, () => {
    let opened: OpenedSessions;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('knows no session that was not saved', async () => {
      expect(await opened.sessions.load('at', randomUUID())).toBeNull();
    });

    it('gives back what was saved, dates and draft included', async () => {
      const state = madeUpState(randomUUID());
      await prepare(state);
      expect(await opened.sessions.save('at', state.start.sessionId, state, 0)).toBe(true);
      const loaded = await opened.sessions.load('at', state.start.sessionId);
      expect(loaded).toEqual({ state, version: 1 });
    });

    it('counts the version up with each save', async () => {
      const state = madeUpState(randomUUID());
      await prepare(state);
      await opened.sessions.save('at', state.start.sessionId, state, 0);
      const later = { ...state, tokens: ['1', '716'], lastTurn: 'two' };
      expect(await opened.sessions.save('at', state.start.sessionId, later, 1)).toBe(true);
      expect(await opened.sessions.load('at', state.start.sessionId)).toEqual({ state: later, version: 2 });
    });

    for (const [label, version] of [
      ['a first save', 0],
      ['an older version', 1],
      ['a version that never was', 7],
    ] as const) {
      it(`refuses ${label} when somebody else was first, and keeps what is there`, async () => {
        const state = madeUpState(randomUUID());
        await prepare(state);
        await opened.sessions.save('at', state.start.sessionId, state, 0);
        await opened.sessions.save('at', state.start.sessionId, state, 1);
        const late = { ...state, lastTurn: 'late' };
        expect(await opened.sessions.save('at', state.start.sessionId, late, version)).toBe(false);
        expect(await opened.sessions.load('at', state.start.sessionId)).toEqual({ state, version: 2 });
      });
    }

    it('lets exactly one of ten savers at once win', async () => {
      const state = madeUpState(randomUUID());
      await prepare(state);
      await opened.sessions.save('at', state.start.sessionId, state, 0);
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          opened.sessions.save('at', state.start.sessionId, { ...state, lastTurn: `turn ${index}` }, 1),
        ),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
    });

    it('keeps the same session id of two channels apart', async () => {
      const state = madeUpState(randomUUID());
      await prepare(state);
      await opened.sessions.save('at', state.start.sessionId, state, 0);
      expect(await opened.sessions.load('other', state.start.sessionId)).toBeNull();
    });

    it('takes any session id and text', async () => {
      const state = { ...madeUpState(`ATUid_${randomUUID()}:%\n*"é€`), lastTurn: 'dua\n"tiga"' };
      await prepare(state);
      expect(await opened.sessions.save('at', state.start.sessionId, state, 0)).toBe(true);
      expect(await opened.sessions.load('at', state.start.sessionId)).toEqual({ state, version: 1 });
    });
  });
}

/** A dialogue in its first turn, begun with an offer to go on with a draft. */
export function madeUpState(sessionId: string): SessionState {
  const draft = {
    officerId: 1,
    form: 'RT' as const,
    idbdt: '9415010001000007',
    state: { node: 'block', digits: { visit: '1212411041' } },
    updatedAt: new Date('2021-11-23T04:05:06.789Z'),
  };
  return {
    start: {
      channel: 'at',
      sessionId,
      dialogue: 1,
      msisdn: '+6281200000001',
      began: 'offer',
      draft,
      beganAt: new Date('2021-11-24T01:02:03.004Z'),
      stops: [[2, 3]],
      hasEnded: false,
      signedIn: { officerId: 1, tokens: 2 },
    },
    tokens: ['1'],
    turns: { one: { text: 'Kentongan\n1 Lanjutkan\n2 Mulai baru', isEnd: false } },
    lastTurn: 'one',
    engine: { node: 'menu', answers: {}, history: ['menu'] },
    hasEnded: false,
  };
}
