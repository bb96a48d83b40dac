import type { Parsed } from '../ports.ts';

/** A request that is not taken, with one line that names the field. */
export function malformed(problem: string): Parsed {
  return { kind: 'malformed', problem };
}

/** A provider's text as it may stand in the store. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '');
}

/** A moment in one of the forms that providers write; null for another, which is no reason to refuse a message. */
export function readMoment(text: string, form: 'iso' | 'unix' | 'unix-ms'): Date | null {
  if (form !== 'iso' && !/^\d{1,14}$/.test(text)) return null;
  const date = new Date(form === 'iso' ? text : Number(text) * (form === 'unix' ? 1_000 : 1));
  return Number.isNaN(date.getTime()) ? null : date;
}
