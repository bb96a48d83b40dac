/** A condition with what it binds. */
interface Condition {
  readonly sql: string | null;
  readonly bindings: Readonly<Record<string, string>>;
}

/**
 * The condition that a BPS code or an IDBDT lies in one of some areas: ranges, which an index can be walked by, within
 * one that holds them all. Codes that start with an area's lie between it and it with nines behind, in any collation.
 *
 * @param width digits of the longest code in the column.
 */
export function inScope(column: string, width: 10 | 16, scope: readonly string[]): Condition {
  if (isEverywhere(scope)) return { sql: null, bindings: {} };
  if (scope.length === 0) return { sql: 'false', bindings: {} };
  const ends = scope.map((code) => code.padEnd(width, '9'));
  const bindings: Record<string, string> = {};
  const range = (name: string, from = '', to = '') => {
    bindings[`${name}From`] = from;
    bindings[`${name}To`] = to;
    return `${column} BETWEEN :${name}From AND :${name}To`;
  };
  const each = scope.map((code, at) => range(`scope${at}`, code, ends[at]));
  const all = range('scope', [...scope].sort()[0], ends.toSorted().at(-1));
  return { sql: scope.length === 1 ? all : `${all} AND (${each.join(' OR ')})`, bindings };
}

/** Whether a scope holds the whole country. */
export function isEverywhere(scope: readonly string[]): boolean {
  return scope.includes('');
}

/** Beginnings of words, all of which must be there, in the language of `to_tsquery`. */
export function wordsQuery(words: readonly string[]): string {
  return words.map((word) => `'${word.replace(/['\\]/g, '')}':*`).join(' & ');
}

/** Conditions joined for WHERE; those that don't apply are null. */
export function allOf(conditions: readonly (string | null)[]): string {
  const applying = conditions.filter((condition) => condition !== null);
  return applying.length === 0 ? 'true' : applying.join(' AND ');
}
