/** Columns by which the rules and the completeness of a household go; the store's own spelling. */
export const householdColumns = {
  members: 'Jumlah_ART',
  families: 'Jumlah_Keluarga',
  floorArea: 'luas_lantai',
  hasBusiness: 'sta_art_usaha',
  status: 'status_rumahtangga',
  result: 'hasil_verivali',
} as const;

export const memberColumns = {
  nik: 'NIK',
  relation: 'Hub_KRT',
  family: 'NUK',
  familyRelation: 'Hubkel',
  sex: 'JnsKel',
  age: 'Umur',
  bornOn: 'TglLahir',
  position: 'Status_pekerjaan',
  presence: 'Sta_keberadaan_art',
} as const;

/** The code of `Hub_KRT` and `Hubkel` for the head. */
export const headCode = 1;
