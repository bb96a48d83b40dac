const maxWords = 4;

/**
 * A name that its bearer's neighbours recognise and others don't: `Contoh Satu` is `C*** S***`.
 *
 * @returns GSM-7 text of at most 20 characters; `?` where there is no name.
 */
export function maskName(name: string | null): string {
  const initials = (name ?? '')
    .normalize('NFKD')
    .split(/\s+/)
    .map((word) => /[A-Za-z]/.exec(word)?.[0])
    .filter((initial) => initial !== undefined);
  if (initials.length === 0) return '?';
  return initials
    .slice(0, maxWords)
    .map((initial) => `${initial.toUpperCase()}***`)
    .join(' ');
}
