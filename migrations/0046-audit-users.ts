import type { Knex } from 'knex';

/** The audit knows users of the console, what they were refused, and acts on users, messages and channels. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE audit ADD user_id bigint REFERENCES users (id)');
  await knex.raw('ALTER TABLE audit DROP CONSTRAINT audit_target_kind_check');
  await knex.raw(`
    ALTER TABLE audit ADD CONSTRAINT audit_target_kind_check
      CHECK (target_kind IN ('household', 'area', 'report', 'officer', 'user', 'route', 'message', 'channel'))`);
  await knex.raw('CREATE INDEX audit_by_user ON audit (user_id, id) WHERE user_id IS NOT NULL');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX audit_by_user');
  await knex.raw(`DELETE FROM audit WHERE target_kind IN ('user', 'route', 'message', 'channel')`);
  await knex.raw('ALTER TABLE audit DROP CONSTRAINT audit_target_kind_check');
  await knex.raw(`
    ALTER TABLE audit ADD CONSTRAINT audit_target_kind_check
      CHECK (target_kind IN ('household', 'area', 'report', 'officer'))`);
  await knex.raw('ALTER TABLE audit DROP COLUMN user_id');
}
