import { nation } from './progress.ts';

/** BPS codes that a person answers for, each with all areas in it; `''` is the whole country. */
export type Scope = readonly string[];

/** Whether an area or a household lies in the scope. The code is that of any level, or an IDBDT. */
export function isWithin(scope: Scope, code: string): boolean {
  return scope.some((area) => code.startsWith(area));
}

/** The scope of somebody whose areas are written with the nation's code. */
export function scopeOf(areas: readonly string[]): Scope {
  return areas.map((area) => (area === nation ? '' : area));
}

export const everywhere: Scope = [''];

/** Whether all of some places lie in the scope. Of no place is only who answers for the whole country. */
export function isAllWithin(scope: Scope, codes: readonly string[]): boolean {
  if (scope.includes('')) return true;
  return codes.length > 0 && codes.every((code) => isWithin(scope, code));
}

/** What is left of a scope when only one area is asked for: that area, or those parts of the scope that lie in it. */
export function narrowed(scope: Scope, area: string | null): Scope {
  if (area === null) return scope;
  return isWithin(scope, area) ? [area] : scope.filter((code) => code.startsWith(area));
}
