import type { Command } from '../command.ts';
import { bantu } from './bantu.ts';
import { cek } from './cek.ts';
import { en } from './en.ts';
import { id } from './id.ts';
import { mulai } from './mulai.ts';
import { rt } from './rt.ts';
import { stop } from './stop.ts';
import { t } from './t.ts';
import { v } from './v.ts';
import { y } from './y.ts';

/** All commands of the grammar, one a file. `LATIH` is no command: it stands before one. */
export const commands: readonly Command[] = [v, rt, cek, bantu, y, t, stop, mulai, en, id];
