import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import type { TypedSoFar } from '../../src/ports.ts';
import { makeTypedTokens } from '../../src/store/typed-tokens.ts';

const typed: TypedSoFar = {
  tokens: ['1', '', '7*16', '\u{1f600}'],
  turns: [
    [null, 0],
    ['2', 4],
  ],
  call: 2,
  hasEnded: false,
  touchedAt: new Date('2021-12-01T02:00:00.123Z'),
};
const later = (minutes: number): TypedSoFar => ({
  ...typed,
  touchedAt: new Date(typed.touchedAt.getTime() + minutes * 60_000),
});

/** What every keeper of typed tokens does. */
export function typedTokensContract(knexOf: () => Knex): void {
  const tokens = () => makeTypedTokens(knexOf());

  describe('typed tokens', () => {
    it('are none in a session that nobody began', async () => {
      expect(await tokens().load('at', randomUUID())).toBeNull();
    });

    it('come back as they were saved, and belong to one channel', async () => {
      const id = randomUUID();
      expect(await tokens().save('at', id, typed, 0)).toBe(true);
      expect(await tokens().load('at', id)).toEqual({ typed, version: 1 });
      expect(await tokens().load('other', id)).toBeNull();
    });

    it('are saved over the version that was loaded, and over no other', async () => {
      const id = randomUUID();
      await tokens().save('at', id, typed, 0);
      const ended = { ...typed, hasEnded: true };
      expect(await tokens().save('at', id, ended, 1)).toBe(true);
      for (const stale of [0, 1, 3]) expect(await tokens().save('at', id, typed, stale)).toBe(false);
      expect(await tokens().load('at', id)).toEqual({ typed: ended, version: 2 });
    });

    it('are begun once where several begin them at once', async () => {
      const id = randomUUID();
      const saved = await Promise.all(Array.from({ length: 5 }, () => tokens().save('at', id, typed, 0)));
      expect(saved.filter((isSaved) => isSaved)).toHaveLength(1);
    });

    it('are cleared away an hour later, when another session begins', async () => {
      const [old, young, next] = [randomUUID(), randomUUID(), randomUUID()];
      await tokens().save('cleared', old, typed, 0);
      await tokens().save('cleared', young, later(2), 0);
      await tokens().save('cleared', next, later(61), 0);
      expect(await tokens().load('cleared', old)).toBeNull();
      expect(await tokens().load('cleared', young)).not.toBeNull();
    });
  });
}
