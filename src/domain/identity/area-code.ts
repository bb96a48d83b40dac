import { z } from 'zod';

/**
 * Areas have two codes that look alike: BPS's, by which this program knows them, and Kemendagri's, which stands at
 * the head of a NIK. 166 regencies have a BPS code that is the Kemendagri code of another one, so the two are types
 * that can't be assigned to each other.
 */
export const BpsCode = z
  .string()
  .regex(/^(?:\d{2}|\d{4}|\d{7}|\d{10})$/)
  .brand<'BpsCode'>();
export type BpsCode = z.infer<typeof BpsCode>;

/** Digits only, without the dots that Kemendagri writes. */
export const KemendagriCode = z
  .string()
  .regex(/^(?:\d{2}|\d{4}|\d{6}|\d{10})$/)
  .brand<'KemendagriCode'>();
export type KemendagriCode = z.infer<typeof KemendagriCode>;

/** From the top. */
export const areaLevels = ['provinsi', 'kabupaten', 'kecamatan', 'desa'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** Digits of a code of either kind, by level. */
export const codeLengths = {
  provinsi: { bps: 2, kemendagri: 2 },
  kabupaten: { bps: 4, kemendagri: 4 },
  kecamatan: { bps: 7, kemendagri: 6 },
  desa: { bps: 10, kemendagri: 10 },
} as const satisfies Record<AreaLevel, { bps: number; kemendagri: number }>;

/** The BPS code that a text is; null where it is none. */
export function parseBpsCode(text: string): BpsCode | null {
  return BpsCode.safeParse(text).data ?? null;
}

/** The Kemendagri code that a text is, with or without dots; null where it is none. */
export function parseKemendagriCode(text: string): KemendagriCode | null {
  return KemendagriCode.safeParse(text.replaceAll('.', '')).data ?? null;
}

export function levelOfBps(code: BpsCode): AreaLevel {
  return areaLevels.find((level) => codeLengths[level].bps === code.length) ?? 'desa';
}

/** The area that an area lies in; null for a province. */
export function parentOfBps(code: BpsCode): BpsCode | null {
  const above = areaLevels[areaLevels.indexOf(levelOfBps(code)) - 1];
  return above === undefined ? null : parseBpsCode(code.slice(0, codeLengths[above].bps));
}
