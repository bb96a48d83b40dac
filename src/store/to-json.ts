/** What JSON can write and PostgreSQL's jsonb refuses: the null character and half of a surrogate pair. */
const refusedEscape = /\\u(?:0000|d[89a-f])/i;
const refusedCharacter = /\0|\p{Surrogate}/gu;

/**
 * JSON text that jsonb accepts, or null for null. Characters that it refuses become U+FFFD: a phone can send
 * anything, and one odd character must not keep a report out of the store.
 */
export function toJson(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const json = JSON.stringify(value);
  if (!refusedEscape.test(json)) return json;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(refusedCharacter, '\uFFFD') : part,
  );
}
