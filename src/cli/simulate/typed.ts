/** Which part of a message a character or a slip is in. */
export const places = ['keyword', 'reference', 'elsewhere'] as const;
export type Place = (typeof places)[number];

/** What a person types in one go, such as a block of the form. */
export interface Piece {
  readonly text: string;
  readonly place: Place;
  /** Which member, family or business it is of; null where it is of none. */
  readonly unit: number | null;
}

/** A right message as it is typed. */
export interface Typed {
  /** What sort of message it is counted as. */
  readonly sort: string;
  /** Whether separators were typed behind the keyword. */
  readonly isSeparated: boolean;
  readonly pieces: readonly Piece[];
  /** What stands before each piece. */
  readonly gaps: readonly string[];
}

export interface Character {
  readonly character: string;
  readonly place: Place;
  /** Whether it is a letter or a digit; all else separates. */
  readonly isWord: boolean;
}

/** The message as it is sent. */
export function textOf({ pieces, gaps }: Pick<Typed, 'pieces' | 'gaps'>): string {
  return pieces.map(({ text }, index) => (gaps[index] ?? '') + text).join('');
}

/** The characters of a message. What separates is of the reference where it stands on either side of one. */
export function charactersOf({ pieces, gaps }: Typed): Character[] {
  return pieces.flatMap(({ text, place }, index) => {
    const before = pieces[index - 1]?.place;
    const gapPlace = before === 'reference' ? before : place;
    const gap = [...(gaps[index] ?? '')].map((character) => ({ character, place: gapPlace, isWord: false }));
    const own = [...text].map((character) => ({ character, place, isWord: /[A-Za-z0-9]/.test(character) }));
    return [...gap, ...own];
  });
}
