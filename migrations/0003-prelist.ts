import type { Knex } from 'knex';

/** The households that an area is to visit, with their known members. The village is the head of the IDBDT. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE prelist_households (
      idbdt text PRIMARY KEY CONSTRAINT prelist_households_idbdt_check CHECK (idbdt ~ '^[0-9]{16}$'),
      village_code text NOT NULL GENERATED ALWAYS AS (left(idbdt, 10)) STORED REFERENCES areas (code),
      -- as wide as the columns of dtks.udrt that they are copied to
      head_name varchar(100),
      address varchar(512),
      sls_name varchar(128),
      no_kk text CONSTRAINT prelist_households_no_kk_check CHECK (no_kk ~ '^[0-9]{16}$'),
      member_count smallint CONSTRAINT prelist_households_member_count_check CHECK (member_count BETWEEN 1 AND 99),
      imported_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE prelist_members (
      idbdt text NOT NULL REFERENCES prelist_households (idbdt),
      number smallint NOT NULL CONSTRAINT prelist_members_number_check CHECK (number BETWEEN 1 AND 99),
      name varchar(250),
      nik text CONSTRAINT prelist_members_nik_check CHECK (nik ~ '^[0-9]{16}$'),
      sex smallint CONSTRAINT prelist_members_sex_check CHECK (sex IN (1, 2)),
      birth_date date,
      relation smallint CONSTRAINT prelist_members_relation_check CHECK (relation BETWEEN 1 AND 8),
      imported_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (idbdt, number)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE prelist_members');
  await knex.raw('DROP TABLE prelist_households');
}
