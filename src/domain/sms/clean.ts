/** Controls that are no white space, and whatever shows nothing: zero-width, joiners, direction marks, fillers. */
const invisible = /[^\P{Cc}\t-\r\x85]|\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;
const whiteSpace = /[\s\x85]/gu;
const fullWidth = /[\uFF01-\uFF5E]/g;
const arabicIndicDigit = /[\u0660-\u0669\u06F0-\u06F9]/g;

/** What almost every message is made of: nothing of it is to be replaced. */
const isPlain = /^[ -_a-~]*$/;

/** What phones put in place of the plain sign. */
const plainSigns: readonly (readonly [RegExp, string])[] = [
  [/[\p{Pd}\u2212]/gu, '-'],
  [/[\u2018-\u201B\u2032\u2039\u203A\u00B4`]/g, "'"],
  [/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"'],
  [/\u2026/g, '.'],
  [/[\u060C\u066B\u066C]/g, ','],
  [/\u061B/g, ';'],
  [/[\u2044\u2215]/g, '/'],
];

/**
 * A text in plain signs: full-width and Arabic-Indic digits become ASCII, invisible characters go, smart quotes
 * and dashes become plain ones, all white space is a space. Nothing that shows is dropped. Linear in its length.
 */
export function cleanText(text: string): string {
  if (isPlain.test(text)) return text.trim();
  let clean = text
    .replace(invisible, '')
    .replace(whiteSpace, ' ')
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(arabicIndicDigit, (character) => String(character.charCodeAt(0) & 0xf));
  for (const [signs, plain] of plainSigns) clean = clean.replace(signs, plain);
  return clean.trim();
}

/** Whether a text holds characters that were broken on the way: U+FFFD or half of a surrogate pair. */
export function isBroken(text: string): boolean {
  return /[\uFFFD\p{Cs}]/u.test(text);
}
