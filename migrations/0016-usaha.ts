import type { Knex } from 'knex';

/**
 * Businesses of members, one a member at the most. Codes and ranges are those of instrument dtks-2021; the columns
 * from `codebook_version` on are ours. The member need not be there yet: what is reported first is kept.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE dtks.usaha (
      "IDBDT" varchar(23) NOT NULL REFERENCES dtks.udrt ("IDBDT"),
      no_urut_art smallint NOT NULL CONSTRAINT usaha_no_urut_art_check CHECK (no_urut_art BETWEEN 1 AND 99),
      lapangan_usaha varchar(250),
      kode_lapangan_usaha smallint
        CONSTRAINT usaha_kode_lapangan_usaha_check CHECK (kode_lapangan_usaha BETWEEN 1 AND 21),
      jumlah_pekerja smallint CONSTRAINT usaha_jumlah_pekerja_check CHECK (jumlah_pekerja BETWEEN 0 AND 99),
      lokasi_usaha smallint CONSTRAINT usaha_lokasi_usaha_check CHECK (lokasi_usaha IN (1, 2)),
      omset_usaha smallint CONSTRAINT usaha_omset_usaha_check CHECK (omset_usaha BETWEEN 1 AND 4),
      row_status varchar(10)
        CONSTRAINT usaha_row_status_check CHECK (row_status IN ('COPY', 'NEW', 'ACTIVE', 'DELETED')),
      -- ours
      codebook_version text NOT NULL,
      revisi integer NOT NULL,
      report_id bigint NOT NULL REFERENCES reports (id),
      updated_at timestamptz NOT NULL,
      PRIMARY KEY ("IDBDT", no_urut_art)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE dtks.usaha');
}
