import type { Knex } from 'knex';

/** One reading of one inbound message. `idbdt` is what was meant, even where no such household is known. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE reports (
      id bigint PRIMARY KEY REFERENCES inbox (id),
      officer_id bigint REFERENCES officers (id),
      sender text NOT NULL,
      command text,
      form text,
      idbdt text CONSTRAINT reports_idbdt_check CHECK (idbdt ~ '^[0-9]{16}$'),
      outcome text NOT NULL
        CONSTRAINT reports_outcome_check CHECK (outcome IN ('accepted', 'repaired', 'ask', 'held', 'rejected')),
      is_practice boolean NOT NULL,
      reason text,
      answers jsonb,
      capped text[] NOT NULL DEFAULT '{}',
      remarks jsonb NOT NULL DEFAULT '[]',
      problems jsonb NOT NULL,
      repairs jsonb NOT NULL,
      receipt text,
      channel text NOT NULL,
      source text NOT NULL CONSTRAINT reports_source_check CHECK (source IN ('sms', 'ussd')),
      codebook_version text NOT NULL,
      questions text[] NOT NULL DEFAULT '{}',
      question_expires_at timestamptz,
      received_at timestamptz NOT NULL,
      processed_at timestamptz NOT NULL,
      CONSTRAINT reports_receipt_key UNIQUE (officer_id, receipt),
      CONSTRAINT reports_question_check CHECK (outcome <> 'ask' OR question_expires_at IS NOT NULL)
    )`);
  await knex.raw('CREATE INDEX reports_by_household ON reports (idbdt, id) WHERE idbdt IS NOT NULL');
  await knex.raw(`CREATE INDEX reports_open_questions ON reports (officer_id) WHERE outcome = 'ask'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE reports');
}
