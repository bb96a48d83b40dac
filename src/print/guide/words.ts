import type { Language } from '../../domain/instrument/types.ts';
import type { Outcome } from '../../domain/report/types.ts';
import { english } from './words-en.ts';
import { indonesian } from './words-id.ts';

/** What the guide says besides the instrument's own texts. */
export interface GuideWords {
  readonly title: string;
  readonly lead: string;
  readonly writing: string;
  /** How to write a message; `reference` and `long` are the example household's. */
  readonly rules: (reference: string, long: string) => readonly string[];
  /** Heads of the columns. */
  readonly place: string;
  readonly number: string;
  readonly item: string;
  readonly digits: string;
  readonly content: string;
  readonly code: string;
  /** `item` tells apart forms that share a keyword: which of them may leave it out. */
  readonly variants: (item: string) => string;
  /** `digits` of them, of one member, family or business where the form repeats. */
  readonly width: (digits: number, repeats: boolean) => string;
  readonly blockWidth: (digits: number, from: number, to: number) => string;
  readonly example: string;
  readonly withItem: (item: string) => string;
  readonly withoutItem: (item: string) => string;
  /** `conditions` as {@link and} joins them; `zeros` is what is typed else. */
  readonly askedIf: (conditions: string, zeros: string) => string;
  readonly askedOnlyIf: (conditions: string) => string;
  readonly and: string;
  readonly or: string;
  readonly dayAndMonth: string;
  readonly wholeDate: string;
  readonly reference: string;
  readonly partner: (conditions: string) => string;
  readonly text: string;
  readonly addUp: string;
  readonly exactDigits: (digits: number) => string;
  readonly zerosAreNone: (zeros: string) => string;
  readonly sameCodes: (number: string) => string;
  readonly names: string;
  readonly nameOfMember: string;
  readonly nameOfHead: string;
  readonly proposal: string;
  readonly mend: string;
  readonly mendLead: string;
  readonly mendOnly: string;
  readonly ofTable: Readonly<Record<'household' | 'member' | 'business', string>>;
  readonly notReported: string;
  readonly ofReference: string;
  readonly commands: string;
  readonly keyword: string;
  readonly use: string;
  readonly answers: string;
  readonly answersLead: string;
  readonly weAnswer: string;
  readonly meaning: string;
  readonly outcomes: Readonly<Record<Outcome, { readonly name: string; readonly meaning: string }>>;
}

export const guideWords: Readonly<Record<Language, GuideWords>> = { id: indonesian, en: english };
