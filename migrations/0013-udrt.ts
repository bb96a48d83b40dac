import type { Knex } from 'knex';

/**
 * Household records. Column names and types are the DTKS store's (tinyint became smallint); the columns from
 * `status` on are ours. Codes and ranges are those of instrument dtks-2021.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE dtks.udrt (
      "IDBDT" varchar(23) PRIMARY KEY CONSTRAINT udrt_idbdt_check CHECK ("IDBDT" ~ '^[0-9]{16}$'),
      "RUTA6" varchar(6),
      "NOKK" varchar(20) CONSTRAINT udrt_nokk_check CHECK ("NOKK" ~ '^[0-9]{16}$'),
      kode_sls char(16),
      id_periode varchar(20),
      kodewilayah varchar(10) REFERENCES areas (code)
        CONSTRAINT udrt_kodewilayah_check CHECK (kodewilayah = left("IDBDT", 10)),
      -- identity
      "KDPROP" varchar(4),
      "KDKAB" varchar(8),
      "KDKEC" varchar(16),
      "KDDESA" varchar(32),
      "Nama_SLS" varchar(128),
      "Alamat" varchar(512),
      nourut_rt varchar(50),
      "Nama_KRT" varchar(100),
      "Jumlah_ART" smallint CONSTRAINT udrt_jumlah_art_check CHECK ("Jumlah_ART" BETWEEN 1 AND 99),
      "Jumlah_Keluarga" smallint
        CONSTRAINT udrt_jumlah_keluarga_check CHECK ("Jumlah_Keluarga" BETWEEN 1 AND 9),
      -- prelist_musdes
      status_rumahtangga smallint
        CONSTRAINT udrt_status_rumahtangga_check CHECK (status_rumahtangga BETWEEN 1 AND 4),
      alasan_tidak_ditemukan smallint
        CONSTRAINT udrt_alasan_tidak_ditemukan_check CHECK (alasan_tidak_ditemukan BETWEEN 1 AND 4),
      apakah_mampu smallint CONSTRAINT udrt_apakah_mampu_check CHECK (apakah_mampu IN (1, 2)),
      ada_art_bekerja smallint CONSTRAINT udrt_ada_art_bekerja_check CHECK (ada_art_bekerja IN (1, 2)),
      status_pekerjaan smallint
        CONSTRAINT udrt_status_pekerjaan_check CHECK (status_pekerjaan BETWEEN 1 AND 8),
      ada_art_cacat smallint CONSTRAINT udrt_ada_art_cacat_check CHECK (ada_art_cacat IN (1, 2)),
      -- visit
      hasil_verivali smallint CONSTRAINT udrt_hasil_verivali_check CHECK (hasil_verivali BETWEEN 1 AND 6),
      data_idbdt_double_dengan varchar(23)
        CONSTRAINT udrt_data_idbdt_double_dengan_check CHECK (data_idbdt_double_dengan ~ '^[0-9]{16}$'),
      tanggal_verivali date,
      -- housing
      sta_bangunan smallint CONSTRAINT udrt_sta_bangunan_check CHECK (sta_bangunan BETWEEN 1 AND 5),
      sta_lahan smallint CONSTRAINT udrt_sta_lahan_check CHECK (sta_lahan BETWEEN 1 AND 4),
      luas_lantai real CONSTRAINT udrt_luas_lantai_check CHECK (luas_lantai BETWEEN 1 AND 999),
      lantai smallint CONSTRAINT udrt_lantai_check CHECK (lantai BETWEEN 1 AND 10),
      dinding smallint CONSTRAINT udrt_dinding_check CHECK (dinding BETWEEN 1 AND 7),
      kondisi_dinding smallint CONSTRAINT udrt_kondisi_dinding_check CHECK (kondisi_dinding IN (1, 2)),
      atap smallint CONSTRAINT udrt_atap_check CHECK (atap BETWEEN 1 AND 10),
      kondisi_atap smallint CONSTRAINT udrt_kondisi_atap_check CHECK (kondisi_atap IN (1, 2)),
      jumlah_kamar smallint CONSTRAINT udrt_jumlah_kamar_check CHECK (jumlah_kamar BETWEEN 0 AND 99),
      sumber_airminum smallint
        CONSTRAINT udrt_sumber_airminum_check CHECK (sumber_airminum BETWEEN 1 AND 12),
      nomor_meter_air varchar(30),
      cara_peroleh_airminum smallint
        CONSTRAINT udrt_cara_peroleh_airminum_check CHECK (cara_peroleh_airminum BETWEEN 1 AND 3),
      sumber_penerangan smallint
        CONSTRAINT udrt_sumber_penerangan_check CHECK (sumber_penerangan BETWEEN 1 AND 3),
      daya smallint CONSTRAINT udrt_daya_check CHECK (daya BETWEEN 1 AND 6),
      nomor_pln varchar(30),
      bb_masak smallint CONSTRAINT udrt_bb_masak_check CHECK (bb_masak BETWEEN 1 AND 9),
      nomor_gas varchar(30),
      fasbab smallint CONSTRAINT udrt_fasbab_check CHECK (fasbab BETWEEN 1 AND 4),
      kloset smallint CONSTRAINT udrt_kloset_check CHECK (kloset BETWEEN 1 AND 4),
      buang_tinja smallint CONSTRAINT udrt_buang_tinja_check CHECK (buang_tinja BETWEEN 1 AND 6),
      -- assets
      ada_tabung_gas smallint CONSTRAINT udrt_ada_tabung_gas_check CHECK (ada_tabung_gas IN (1, 2)),
      ada_lemari_es smallint CONSTRAINT udrt_ada_lemari_es_check CHECK (ada_lemari_es IN (3, 4)),
      ada_ac smallint CONSTRAINT udrt_ada_ac_check CHECK (ada_ac IN (1, 2)),
      ada_pemanas smallint CONSTRAINT udrt_ada_pemanas_check CHECK (ada_pemanas IN (3, 4)),
      ada_telepon smallint CONSTRAINT udrt_ada_telepon_check CHECK (ada_telepon IN (1, 2)),
      ada_tv smallint CONSTRAINT udrt_ada_tv_check CHECK (ada_tv IN (3, 4)),
      ada_emas smallint CONSTRAINT udrt_ada_emas_check CHECK (ada_emas IN (1, 2)),
      ada_laptop smallint CONSTRAINT udrt_ada_laptop_check CHECK (ada_laptop IN (3, 4)),
      ada_sepeda smallint CONSTRAINT udrt_ada_sepeda_check CHECK (ada_sepeda IN (1, 2)),
      ada_motor smallint CONSTRAINT udrt_ada_motor_check CHECK (ada_motor IN (3, 4)),
      ada_mobil smallint CONSTRAINT udrt_ada_mobil_check CHECK (ada_mobil IN (1, 2)),
      ada_perahu smallint CONSTRAINT udrt_ada_perahu_check CHECK (ada_perahu IN (3, 4)),
      ada_motor_tempel smallint CONSTRAINT udrt_ada_motor_tempel_check CHECK (ada_motor_tempel IN (1, 2)),
      ada_perahu_motor smallint CONSTRAINT udrt_ada_perahu_motor_check CHECK (ada_perahu_motor IN (3, 4)),
      ada_kapal smallint CONSTRAINT udrt_ada_kapal_check CHECK (ada_kapal IN (1, 2)),
      aset_tak_bergerak smallint
        CONSTRAINT udrt_aset_tak_bergerak_check CHECK (aset_tak_bergerak IN (1, 2)),
      luas_atb varchar(30) CONSTRAINT udrt_luas_atb_check CHECK (luas_atb ~ '^[1-9][0-9]{0,4}$'),
      rumah_lain smallint CONSTRAINT udrt_rumah_lain_check CHECK (rumah_lain IN (3, 4)),
      jumlah_sapi smallint CONSTRAINT udrt_jumlah_sapi_check CHECK (jumlah_sapi BETWEEN 0 AND 99),
      jumlah_kerbau smallint CONSTRAINT udrt_jumlah_kerbau_check CHECK (jumlah_kerbau BETWEEN 0 AND 99),
      jumlah_kuda smallint CONSTRAINT udrt_jumlah_kuda_check CHECK (jumlah_kuda BETWEEN 0 AND 99),
      jumlah_babi smallint CONSTRAINT udrt_jumlah_babi_check CHECK (jumlah_babi BETWEEN 0 AND 99),
      jumlah_kambing smallint CONSTRAINT udrt_jumlah_kambing_check CHECK (jumlah_kambing BETWEEN 0 AND 99),
      sta_art_usaha smallint CONSTRAINT udrt_sta_art_usaha_check CHECK (sta_art_usaha IN (1, 2)),
      -- programmes
      sta_kks smallint CONSTRAINT udrt_sta_kks_check CHECK (sta_kks IN (1, 2)),
      sta_kip smallint CONSTRAINT udrt_sta_kip_check CHECK (sta_kip IN (3, 4)),
      sta_kis smallint CONSTRAINT udrt_sta_kis_check CHECK (sta_kis IN (1, 2)),
      sta_bpjs_mandiri smallint CONSTRAINT udrt_sta_bpjs_mandiri_check CHECK (sta_bpjs_mandiri IN (3, 4)),
      sta_jamsostek smallint CONSTRAINT udrt_sta_jamsostek_check CHECK (sta_jamsostek IN (1, 2)),
      sta_asuransi smallint CONSTRAINT udrt_sta_asuransi_check CHECK (sta_asuransi IN (3, 4)),
      sta_pkh smallint CONSTRAINT udrt_sta_pkh_check CHECK (sta_pkh IN (1, 2)),
      sta_rastra smallint CONSTRAINT udrt_sta_rastra_check CHECK (sta_rastra IN (3, 4)),
      sta_kur smallint CONSTRAINT udrt_sta_kur_check CHECK (sta_kur IN (1, 2)),
      -- the store's own
      percentile numeric(5, 2) CONSTRAINT udrt_percentile_check CHECK (percentile BETWEEN 0 AND 100),
      lat double precision CONSTRAINT udrt_lat_check CHECK (lat BETWEEN -90 AND 90),
      long double precision CONSTRAINT udrt_long_check CHECK (long BETWEEN -180 AND 180),
      row_status varchar(10)
        CONSTRAINT udrt_row_status_check CHECK (row_status IN ('COPY', 'NEW', 'ACTIVE', 'DELETED')),
      status_kesejahteraan smallint
        CONSTRAINT udrt_status_kesejahteraan_check CHECK (status_kesejahteraan BETWEEN 1 AND 4),
      sumber_data varchar(50),
      uploaded_by varchar(100),
      -- ours
      status varchar(4) CONSTRAINT udrt_status_check CHECK (status IN (
        '0', '1', '2', '2a', '3', '3a', '4', '4a', '5', '5a', '6', '6a', '7', '7a', '8', '8a', '9', '9a',
        '10', '10a', '11', '11p', '12', '12a', '13', '13a', '13b', '14')),
      stereotype varchar(40),
      foto_tertunda smallint CONSTRAINT udrt_foto_tertunda_check CHECK (foto_tertunda BETWEEN 0 AND 9),
      capped text[] NOT NULL DEFAULT '{}',
      codebook_version text NOT NULL,
      revisi integer NOT NULL,
      report_id bigint NOT NULL REFERENCES reports (id),
      updated_at timestamptz NOT NULL
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE dtks.udrt');
}
