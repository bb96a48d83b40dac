import type { Knex } from 'knex';

/**
 * Member records. Column names and types are the DTKS store's (tinyint became smallint); the columns from
 * `capped` on are ours. Codes and ranges are those of instrument dtks-2021.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE dtks.udart (
      "IDBDT" varchar(23) NOT NULL REFERENCES dtks.udrt ("IDBDT"),
      no_urut smallint NOT NULL CONSTRAINT udart_no_urut_check CHECK (no_urut BETWEEN 1 AND 99),
      "IDARTBDT" varchar(25),
      "Nama" varchar(250),
      "NIK" varchar(30) CONSTRAINT udart_nik_check CHECK ("NIK" ~ '^[0-9]{16}$'),
      "Hub_KRT" smallint CONSTRAINT udart_hub_krt_check CHECK ("Hub_KRT" BETWEEN 1 AND 8),
      "NUK" smallint CONSTRAINT udart_nuk_check CHECK ("NUK" BETWEEN 1 AND 9),
      "Hubkel" smallint CONSTRAINT udart_hubkel_check CHECK ("Hubkel" BETWEEN 1 AND 8),
      "JnsKel" smallint CONSTRAINT udart_jnskel_check CHECK ("JnsKel" IN (1, 2)),
      "Umur" smallint CONSTRAINT udart_umur_check CHECK ("Umur" BETWEEN 0 AND 98),
      "TmpLahir" varchar(250),
      "TglLahir" date,
      "Sta_kawin" smallint CONSTRAINT udart_sta_kawin_check CHECK ("Sta_kawin" BETWEEN 1 AND 4),
      "Ada_akta_nikah" smallint
        CONSTRAINT udart_ada_akta_nikah_check CHECK ("Ada_akta_nikah" BETWEEN 0 AND 2),
      "Ada_diKK" smallint CONSTRAINT udart_ada_dikk_check CHECK ("Ada_diKK" IN (1, 2)),
      "Ada_kartu_identitas" smallint
        CONSTRAINT udart_ada_kartu_identitas_check CHECK ("Ada_kartu_identitas" BETWEEN 0 AND 15),
      "Sta_hamil" smallint CONSTRAINT udart_sta_hamil_check CHECK ("Sta_hamil" IN (1, 2)),
      "Jenis_cacat" smallint CONSTRAINT udart_jenis_cacat_check CHECK ("Jenis_cacat" BETWEEN 0 AND 11),
      "Penyakit_kronis" smallint
        CONSTRAINT udart_penyakit_kronis_check CHECK ("Penyakit_kronis" BETWEEN 0 AND 9),
      "Partisipasi_sekolah" smallint
        CONSTRAINT udart_partisipasi_sekolah_check CHECK ("Partisipasi_sekolah" BETWEEN 0 AND 2),
      "Pendidikan_tertinggi" smallint
        CONSTRAINT udart_pendidikan_tertinggi_check CHECK ("Pendidikan_tertinggi" BETWEEN 1 AND 10),
      "Kelas_tertinggi" smallint
        CONSTRAINT udart_kelas_tertinggi_check CHECK ("Kelas_tertinggi" BETWEEN 1 AND 8),
      "Ijazah_tertinggi" smallint
        CONSTRAINT udart_ijazah_tertinggi_check CHECK ("Ijazah_tertinggi" BETWEEN 0 AND 6),
      "Sta_Bekerja" smallint CONSTRAINT udart_sta_bekerja_check CHECK ("Sta_Bekerja" IN (1, 2)),
      "Jumlah_jamkerja" smallint
        CONSTRAINT udart_jumlah_jamkerja_check CHECK ("Jumlah_jamkerja" BETWEEN 0 AND 168),
      "Lapangan_usaha" smallint
        CONSTRAINT udart_lapangan_usaha_check CHECK ("Lapangan_usaha" BETWEEN 1 AND 21),
      "Status_pekerjaan" smallint
        CONSTRAINT udart_status_pekerjaan_check CHECK ("Status_pekerjaan" BETWEEN 1 AND 8),
      "Sta_keberadaan_art" smallint
        CONSTRAINT udart_sta_keberadaan_art_check CHECK ("Sta_keberadaan_art" BETWEEN 1 AND 6),
      "Ada_kks" smallint CONSTRAINT udart_ada_kks_check CHECK ("Ada_kks" IN (1, 2)),
      "Ada_pbi" smallint CONSTRAINT udart_ada_pbi_check CHECK ("Ada_pbi" IN (1, 2)),
      "Ada_kip" smallint CONSTRAINT udart_ada_kip_check CHECK ("Ada_kip" IN (1, 2)),
      "Ada_pkh" smallint CONSTRAINT udart_ada_pkh_check CHECK ("Ada_pkh" IN (1, 2)),
      "Ada_rastra" smallint CONSTRAINT udart_ada_rastra_check CHECK ("Ada_rastra" IN (1, 2)),
      namagadis_ibukandung varchar(250),
      row_status varchar(10)
        CONSTRAINT udart_row_status_check CHECK (row_status IN ('COPY', 'NEW', 'ACTIVE', 'DELETED')),
      -- ours
      capped text[] NOT NULL DEFAULT '{}',
      codebook_version text NOT NULL,
      revisi integer NOT NULL,
      report_id bigint NOT NULL REFERENCES reports (id),
      updated_at timestamptz NOT NULL,
      PRIMARY KEY ("IDBDT", no_urut)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE dtks.udart');
}
