import { conditionWords } from '../../domain/instrument/condition-words.ts';
import type { Form, Instrument, Item } from '../../domain/instrument/instrument.ts';
import type { Language } from '../../domain/instrument/types.ts';
import { guideWords } from './words.ts';

/** When an item is asked, in the guide's words; null where it always is. See {@link conditionWords}. */
export function conditionText(
  instrument: Instrument,
  form: Form | null,
  item: Item,
  language: Language,
): string | null {
  return conditionWords(instrument, form, item, language, guideWords[language]);
}
