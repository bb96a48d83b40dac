import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Indonesian mobile numbers, which nearly all are: 08, 628 or +628, and 8 to 11 digits more. */
const INDONESIAN = /^(?:\+?62|0)(8\d{8,11})$/;
/** What people and providers put between digits. */
const SEPARATORS = /[\s().\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/**
 * A phone number in E.164, as any provider or CSV file writes it: `+62812…`, ` 62812…` (a plus that was not
 * percent-encoded arrives as a space), `62812…`, `0812…`, with separators or full-width digits.
 *
 * @param defaultCountry whose national numbers may come without a country code.
 * @returns null for what is no phone number, short codes and sender names included.
 */
export function normaliseMsisdn(raw: string, defaultCountry: 'ID' = 'ID'): string | null {
  const national = INDONESIAN.exec(raw)?.[1];
  if (national !== undefined) return `+62${national}`;
  const digits = raw.normalize('NFKC').replace(SEPARATORS, '');
  if (!/^\+?\d{7,16}$/.test(digits)) return null;
  // National numbers start with 0, mobile ones without it with 8: anything else has lost its plus.
  const isNational = /^[08]/.test(digits);
  return (
    (isNational ? null : toE164(`+${digits.replace('+', '')}`, defaultCountry)) ??
    toE164(digits, defaultCountry)
  );
}

function toE164(text: string, country: 'ID'): string | null {
  const number = parsePhoneNumberFromString(text, country);
  return number?.isPossible() ? number.number : null;
}
