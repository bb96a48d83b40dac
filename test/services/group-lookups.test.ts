import { describe, expect, it } from 'vitest';
import type { DialogueStart, NetworkSession } from '../../src/ports.ts';
import { groupLookups } from '../../src/services/group-lookups.ts';

const options = { maxBatch: 100, isStoreUnreachable: () => false };

function startOf({ channel, sessionId }: NetworkSession): DialogueStart {
  return {
    channel,
    sessionId,
    dialogue: 1,
    msisdn: '+6281200000001',
    began: 'menu',
    draft: null,
    beganAt: new Date('2021-12-01T02:00:00Z'),
    stops: [],
    hasEnded: false,
    signedIn: null,
  };
}

/** A store that notes what it was asked; it knows every session and draft but the third. */
function openStore() {
  const asked: unknown[] = [];
  const lookups = groupLookups(
    {
      async findOfficers(msisdns) {
        asked.push(msisdns);
        return new Map();
      },
      async findHouseholds(idbdts) {
        asked.push(idbdts);
        return new Map();
      },
    },
    {
      async findStarts(sessions) {
        asked.push(sessions.map(({ sessionId }) => sessionId));
        return sessions.map((session) => (session.sessionId === 'S3' ? null : startOf(session)));
      },
      async findDrafts(officerIds) {
        asked.push(officerIds);
        return new Map(
          officerIds
            .filter((id) => id !== 3)
            .map((id) => [
              id,
              { officerId: id, form: 'V', idbdt: `${id}`, state: {}, updatedAt: new Date(0) },
            ]),
        );
      },
    },
    options,
  );
  return { asked, ...lookups };
}

describe('grouped lookups', () => {
  it('ask once for what several phones ask at the same time', async () => {
    const { asked, directory } = openStore();
    await Promise.all([
      directory.findOfficers(['a']),
      directory.findOfficers(['b']),
      directory.findOfficers(['a']),
      directory.findHouseholds(['x', 'y']),
      directory.findHouseholds(['y']),
    ]);
    expect(asked).toEqual([
      ['a', 'b'],
      ['x', 'y'],
    ]);
  });

  it('give each phone its own dialogue, and none to who has none', async () => {
    const { asked, ussdStore } = openStore();
    const found = await Promise.all(['S1', 'S3', 'S2'].map((id) => ussdStore.findStart('at', id)));
    expect(found.map((start) => start?.sessionId)).toEqual(['S1', undefined, 'S2']);
    expect(asked).toEqual([['S1', 'S3', 'S2']]);
  });

  it('give each officer their own draft, and none to who has none', async () => {
    const { asked, ussdStore } = openStore();
    const found = await Promise.all([1, 3, 2, 1].map((id) => ussdStore.findDraft(id)));
    expect(found.map((draft) => draft?.idbdt)).toEqual(['1', undefined, '2', '1']);
    expect(asked).toEqual([[1, 3, 2]]);
  });

  it('ask again for what is asked again: nothing is kept', async () => {
    const { asked, directory } = openStore();
    await directory.findOfficers(['a']);
    await directory.findOfficers(['a']);
    expect(asked).toEqual([['a'], ['a']]);
  });
});
