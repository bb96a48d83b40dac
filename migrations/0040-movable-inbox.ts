import type { Knex } from 'knex';

/** What refers to a message by its id. */
const references = [
  { table: 'audit', column: 'inbox_id' },
  { table: 'back_checks', column: 'done_by' },
  { table: 'outbox', column: 'inbox_id' },
  { table: 'reports', column: 'id' },
  { table: 'reports', column: 'reviewed_by' },
  { table: 'reports', column: 'settled_by' },
  { table: 'reports', column: 'withdrawn_by' },
  { table: 'stranger_answers', column: 'inbox_id' },
] as const;

/**
 * A message that was read may be moved out of the store; its id stays where it is referred to. Parts of a message wait
 * for each other and stay tied to their rows.
 */
export async function up(knex: Knex): Promise<void> {
  for (const { table, column } of references) {
    await knex.raw(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_fkey`);
  }
}

/** Only while nothing was moved: what refers to a message that is gone can't be tied to it again. */
export async function down(knex: Knex): Promise<void> {
  for (const { table, column } of references) {
    await knex.raw(
      `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_fkey FOREIGN KEY (${column}) REFERENCES inbox (id)`,
    );
  }
}
