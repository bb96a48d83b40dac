import type { KemendagriCode } from './area-code.ts';

/**
 * How many areas the country had in the programme of 2021. With fewer codes than that some areas are not imported,
 * and a NIK from one of them must not look wrong: people move.
 */
const regenciesInAll = 514;
const subDistrictsInAll = 7_242;

/** Which heads of NIKs there are, by the Kemendagri codes of all vintages that are known. */
export interface NikAreas {
  /**
   * Whether no area ever had this code.
   *
   * @param area the first 6 digits of a NIK.
   * @returns false wherever too little is known to say so.
   */
  isUnknown(area: string): boolean;
}

/**
 * Sub-districts count where all of the country's are known, regencies where all of those are. A regency none of
 * whose sub-districts is known by this code, as after a recoding, is known as a whole.
 *
 * @param codes of any level; those of provinces and villages don't matter.
 */
export function makeNikAreas(codes: Iterable<KemendagriCode>): NikAreas {
  const regencies = new Set<string>();
  const subDistricts = new Set<string>();
  for (const code of codes) {
    if (code.length === 4) regencies.add(code);
    if (code.length === 6) subDistricts.add(code);
  }
  const detailed = new Set([...subDistricts].map(regencyOf));
  const hasSubDistricts = subDistricts.size >= subDistrictsInAll;
  const hasRegencies = regencies.size >= regenciesInAll;
  return {
    isUnknown(area) {
      const regency = regencyOf(area);
      if (hasSubDistricts && detailed.has(regency)) return !subDistricts.has(area);
      return hasRegencies && !regencies.has(regency) && !detailed.has(regency);
    },
  };
}

function regencyOf(code: string): string {
  return code.slice(0, 4);
}
