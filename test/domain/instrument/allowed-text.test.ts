import { describe, expect, it } from 'vitest';
import { allowedText, allowedTextIn } from '../../../src/domain/instrument/allowed-text.ts';
import { formOf, instrument } from '../../support/instrument.ts';

describe('allowedText', () => {
  it.each([
    ['lantai', '1-10'],
    ['ada_lemari_es', '3/4'],
    ['ada_ac', '1/2'],
    ['luas_lantai', '001-999'],
    ['jumlah_sapi', '00-99'],
    ['tanggal_verivali', 'DDMM'],
    ['Ada_kartu_identitas', '00-15'],
    ['Jenis_cacat', '0-11'],
    ['NIK', '0-9 x16'],
    ['Nama_KRT', ''],
  ])('%s: %s', (column, expected) => {
    const item = instrument.items.get(column);
    expect(item && allowedText(item)).toBe(expected);
  });

  it('is narrower in a form that narrows the codes', () => {
    const item = instrument.items.get('status_rumahtangga');
    expect(item && allowedTextIn(formOf('RT'), item)).toBe('1/4');
    expect(item && allowedTextIn(formOf('V'), item)).toBe('1-4');
  });
});
