/** E.164: a plus, a country code that does not start with 0, 15 digits at most. */
const MSISDN = /^\+[1-9]\d{6,14}$/;

/** Whether a text is a phone number in E.164 with the plus. */
export function isMsisdn(text: string): boolean {
  return MSISDN.test(text);
}

/** A phone number for logs: the operator's prefix and the last digits, `+62812***0001`. */
export function maskMsisdn(msisdn: string): string {
  if (!isMsisdn(msisdn)) return '***';
  const shown = msisdn.length >= 12 ? 4 : 2;
  return `${msisdn.slice(0, 6)}***${msisdn.slice(-shown)}`;
}
