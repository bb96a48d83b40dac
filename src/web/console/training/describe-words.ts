import type { Language } from '../../../domain/instrument/types.ts';
import type { DescribeWords } from '../../../domain/training/describe.ts';
import type { Visit } from '../route.ts';

const locales: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };

/** The words of a house's description that are no item's own. */
export function describeWords({ say, language }: Visit): DescribeWords {
  const day = new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return {
    none: say('training.none'),
    orMore: (count) => say('training.or-more', { count }),
    // Of a year with a 29 February.
    day: (date, month) => day.format(new Date(Date.UTC(2020, month - 1, date))),
  };
}
