import type { Command } from '../command.ts';
import { art } from './art.ts';
import { bantu } from './bantu.ts';
import { baru } from './baru.ts';
import { batal } from './batal.ts';
import { cek } from './cek.ts';
import { en } from './en.ts';
import { f } from './f.ts';
import { id } from './id.ts';
import { kk } from './kk.ts';
import { lapor } from './lapor.ts';
import { mulai } from './mulai.ts';
import { nama } from './nama.ts';
import { periksa } from './periksa.ts';
import { rt } from './rt.ts';
import { setuju } from './setuju.ts';
import { stop } from './stop.ts';
import { t } from './t.ts';
import { tolak } from './tolak.ts';
import { usaha } from './usaha.ts';
import { v } from './v.ts';
import { y } from './y.ts';

/** All commands of the grammar, one a file. `LATIH` is no command: it stands before one. */
export const commands: readonly Command[] = [
  v,
  rt,
  art,
  kk,
  nama,
  baru,
  usaha,
  f,
  cek,
  lapor,
  setuju,
  tolak,
  periksa,
  batal,
  y,
  t,
  bantu,
  stop,
  mulai,
  en,
  id,
];
