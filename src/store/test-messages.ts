import type { Knex } from 'knex';
import type { DeliveryState, TestMessages } from '../ports.ts';
import { query } from './query.ts';

export function makeTestMessages(knex: Knex): TestMessages {
  return {
    async put(message) {
      const [row] = await query<{ id: string }>(
        knex,
        `INSERT INTO outbox (kind, channel, recipient, text, segments, created_at, expires_at)
         VALUES ('test', :channel, :recipient, :text, :segments, :createdAt, :expiresAt) RETURNING id`,
        { ...message },
      );
      if (!row) throw new Error('An insert returns its row');
      return row.id;
    },
    async find(id) {
      const [row] = await query<{ state: DeliveryState; reason: string | null }>(
        knex,
        'SELECT state, last_error AS reason FROM outbox WHERE id = :id',
        { id },
      );
      return row ?? null;
    },
  };
}
