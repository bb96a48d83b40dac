/** BPS codes that a person answers for, each with all areas in it; `''` is the whole country. */
export type Scope = readonly string[];

/** Whether an area or a household lies in the scope. The code is that of any level, or an IDBDT. */
export function isWithin(scope: Scope, code: string): boolean {
  return scope.some((area) => code.startsWith(area));
}

/** What is left of a scope when only one area is asked for: that area, or those parts of the scope that lie in it. */
export function narrowed(scope: Scope, area: string | null): Scope {
  if (area === null) return scope;
  return isWithin(scope, area) ? [area] : scope.filter((code) => code.startsWith(area));
}
