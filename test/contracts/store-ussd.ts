import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DialogueStart, Draft } from '../../src/ports.ts';
import { makeDirectory } from '../../src/store/directory.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { makeUssdStore } from '../../src/store/ussd-store.ts';
import { enumerator, household, noon, noonPlus, resetStore, sms } from './store-fixtures.ts';

const rawBytes = makeRawBytes(null);
const officerId = 4;

function draft(changes: Partial<Draft> = {}): Draft {
  return { officerId, form: 'RT', idbdt: household, state: { node: 'housing' }, updatedAt: noon, ...changes };
}

function start(changes: Partial<DialogueStart> = {}): DialogueStart {
  return {
    channel: 'at',
    sessionId: 'S1',
    dialogue: 1,
    msisdn: enumerator,
    began: 'menu',
    draft: null,
    beganAt: noon,
    stops: [],
    hasEnded: false,
    signedIn: null,
    ...changes,
  };
}

/** What every store keeps of the port `UssdStore`. */
export function ussdStoreContract(knexOf: () => Knex): void {
  const store = () => makeUssdStore(knexOf(), rawBytes);

  beforeEach(() => resetStore(knexOf()));

  describe('dialogues', () => {
    it('are found as they began, the newest of a session first', async () => {
      const second = start({ dialogue: 2, began: 'offer', draft: draft(), stops: [[2, 5]] });
      await store().write([{ start: start() }, { start: second }, { start: start({ sessionId: 'S2' }) }]);
      expect(await store().findStart('at', 'S1')).toEqual(second);
      expect(await store().findStart('other', 'S1')).toBeNull();
    });

    it('are found several at once, each in its place', async () => {
      const second = start({ dialogue: 2 });
      const other = start({ sessionId: 'S2' });
      await store().write([{ start: start() }, { start: second }, { start: other }]);
      const asked = ['S2', 'S3', 'S1', 'S2'].map((sessionId) => ({ channel: 'at', sessionId }));
      expect(await store().findStarts(asked)).toEqual([other, null, second, other]);
    });

    it('keep their beginning when it is written again, but for the stops', async () => {
      await store().write([{ start: start() }]);
      await store().write([
        { start: start({ began: 'offer', beganAt: noonPlus(5), stops: [[1, 3]] }) },
        {
          start: start({
            began: 'offer',
            beganAt: noonPlus(5),
            stops: [
              [1, 3],
              [4, 6],
            ],
          }),
        },
      ]);
      expect(await store().findStart('at', 'S1')).toEqual(
        start({
          stops: [
            [1, 3],
            [4, 6],
          ],
        }),
      );
    });

    it('are told who signed in, in a later turn, and keep it', async () => {
      const signedIn = { officerId, tokens: 2 };
      await store().write([{ start: start() }]);
      await store().write([{ start: start({ signedIn }) }]);
      await store().write([{ start: start() }, { start: start({ signedIn: { officerId: 5, tokens: 3 } }) }]);
      expect(await store().findStart('at', 'S1')).toEqual(start({ signedIn }));
    });

    it('end', async () => {
      const ended = { channel: 'at', sessionId: 'S1', dialogue: 1 };
      await store().write([{ start: start(), ended }]);
      expect((await store().findStart('at', 'S1'))?.hasEnded).toBe(true);
    });
  });

  describe('drafts', () => {
    const other = draft({ idbdt: '9415010001000008', updatedAt: noonPlus(1) });
    const newer = draft({ state: { node: 'assets' }, updatedAt: noonPlus(9) });
    const cases: [string, Parameters<ReturnType<typeof store>['write']>[0], Draft | null][] = [
      ['saved', [{ draft: draft() }], draft()],
      ['the newest of two households', [{ draft: draft() }, { draft: other }], other],
      ['saved again', [{ draft: draft() }, { draft: newer }], newer],
      ['closed', [{ draft: draft() }, { closedDraft: draft() }], null],
      ['saved and closed in one turn', [{ draft: draft(), closedDraft: draft() }], null],
      ['saved after it was closed', [{ draft: draft(), closedDraft: draft() }, { draft: newer }], newer],
      ['empty where there is none', [{ emptyDraft: newer }], newer],
      [
        'empty over a full one',
        [{ draft: draft() }, { emptyDraft: newer }],
        draft({ updatedAt: noonPlus(9) }),
      ],
      [
        'empty over a closed one',
        [{ draft: draft() }, { closedDraft: draft() }, { emptyDraft: newer }],
        newer,
      ],
      ['full over an empty one', [{ emptyDraft: draft() }, { draft: newer }], newer],
      ['closed where there is none', [{ closedDraft: draft() }], null],
    ];
    it.each(cases)('%s, whether the turns come together or one by one', async (_, writes, expected) => {
      await store().write(writes);
      expect(await store().findDraft(officerId)).toEqual(expected);
      await resetStore(knexOf());
      for (const write of writes) await store().write([write]);
      expect(await store().findDraft(officerId)).toEqual(expected);
    });

    it('belong to their officer', async () => {
      await store().write([{ draft: draft() }]);
      expect(await store().findDraft(5)).toBeNull();
    });

    it('are found of several officers at once, the newest of each', async () => {
      const others = draft({ officerId: 5 });
      await store().write([{ draft: draft() }, { draft: other }, { draft: others }]);
      const expected = new Map([
        [officerId, other],
        [5, others],
      ]);
      expect(await store().findDrafts([5, officerId, 6])).toEqual(expected);
    });
  });

  it('puts submissions into the inbox, a repeated one once', async () => {
    const submission = sms('S1/1/abc', { kind: 'ussd' });
    await store().write([{ submission }]);
    await store().write([{ submission }, { submission: sms('S2/1/def', { kind: 'ussd' }) }]);
    expect(await makeInbox(knexOf(), rawBytes).countPending()).toBe(2);
  });

  it('sets the language that an officer chose last', async () => {
    await store().write([
      { language: { officerId, language: 'id' } },
      { language: { officerId, language: 'en' } },
    ]);
    const officers = await makeDirectory(knexOf()).findOfficers([enumerator]);
    expect(officers.get(enumerator)?.language).toBe('en');
  });

  it('writes all turns or none', async () => {
    await expect(
      store().write([{ start: start() }, { draft: draft({ officerId: 999 }) }]),
    ).rejects.toMatchObject({ code: '23503' });
    expect(await store().findStart('at', 'S1')).toBeNull();
  });
}
