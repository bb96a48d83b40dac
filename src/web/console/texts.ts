import type { Language } from '../../domain/instrument/types.ts';
import { formatMessage, type Messages } from '../../domain/messages.ts';

/** Says a text of the console in one language; placeholders are filled as they are, numbers as that language writes them. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const locales: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };

export function makeSay(messages: Messages, language: Language): Say {
  return (key, values = {}) => {
    const written = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? writeNumber(value, language) : value,
    ]);
    return formatMessage(messages, language, key, Object.fromEntries(written));
  };
}

/** 41.697.344 in Indonesian, 41,697,344 in English. */
export function writeNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A local day, `YYYY-MM-DD`, as it is read. */
export function writeDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
