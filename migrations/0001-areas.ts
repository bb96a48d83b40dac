import type { Knex } from 'knex';

/** Areas by BPS code. Level and parent follow from the code, so they can't disagree with it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE areas (
      code text PRIMARY KEY CONSTRAINT areas_code_check CHECK (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})$'),
      level text GENERATED ALWAYS AS (
        CASE length(code) WHEN 2 THEN 'provinsi' WHEN 4 THEN 'kabupaten' WHEN 7 THEN 'kecamatan' ELSE 'desa' END
      ) STORED,
      parent text GENERATED ALWAYS AS (
        CASE length(code) WHEN 4 THEN left(code, 2) WHEN 7 THEN left(code, 4) WHEN 10 THEN left(code, 7) END
      ) STORED REFERENCES areas (code),
      name text NOT NULL CONSTRAINT areas_name_check CHECK (name <> ''),
      -- digits only; the same place has another code here than in BPS's list, and it changes with time
      kemendagri text CONSTRAINT areas_kemendagri_check CHECK (kemendagri ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10})$')
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE areas');
}
