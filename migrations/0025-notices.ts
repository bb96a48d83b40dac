import type { Knex } from 'knex';

/**
 * Messages of our own accord. `notices` is what keeps one from going out twice, whatever is killed in the middle: who
 * it is about, what kind, and the day that it is about. In the outbox they answer nothing and have no `inbox_id`;
 * answers go before them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE notices (
      officer_id bigint NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
      kind text NOT NULL CONSTRAINT notices_kind_check CHECK (kind IN ('digest', 'alert', 'reminder')),
      day date NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (officer_id, kind, day)
    )`);
  await knex.raw(`
    ALTER TABLE outbox
      ADD COLUMN kind text NOT NULL DEFAULT 'answer' CONSTRAINT outbox_kind_check
        CHECK (kind IN ('answer', 'notice', 'digest', 'alert', 'reminder')),
      ADD COLUMN officer_id bigint REFERENCES officers (id) ON DELETE SET NULL,
      ADD CONSTRAINT outbox_answer_check CHECK (kind = 'answer' OR inbox_id IS NULL)`);
  await knex.raw('DROP INDEX outbox_due');
  await knex.raw(
    `CREATE INDEX outbox_due ON outbox ((kind <> 'answer'), id) WHERE state IN ('pending', 'errored')`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX outbox_due');
  // Without the columns a message of our own accord could not be told from an answer.
  await knex.raw(`DELETE FROM outbox WHERE kind <> 'answer'`);
  await knex.raw(`
    ALTER TABLE outbox
      DROP CONSTRAINT outbox_answer_check,
      DROP COLUMN officer_id,
      DROP COLUMN kind`);
  await knex.raw(`CREATE INDEX outbox_due ON outbox (id) WHERE state IN ('pending', 'errored')`);
  await knex.raw('DROP TABLE notices');
}
