import { maskName } from '../identity/mask-name.ts';
import type { Item } from '../instrument/instrument.ts';
import type { Answer } from '../instrument/types.ts';
import type { HouseholdFacts } from '../report/types.ts';
import type { View } from './node-type.ts';
import type { StoredFacts } from './state.ts';
import { answerText, householdLine, longestAnswer, say } from './words.ts';

export const storedKeys = ['screen.household.none', 'screen.household.receipt'];

/** Columns shown, in order. */
export const storedColumns = [
  'status_rumahtangga',
  'hasil_verivali',
  'tanggal_verivali',
  'Jumlah_ART',
  'Jumlah_Keluarga',
] as const;

/** What of a household's facts a screen shows. */
export function storedFacts(facts: HouseholdFacts): StoredFacts {
  const { idbdt, headName, record, prelistMembers, lastReceipt } = facts;
  const numberIn = (column: string) => {
    const value = record?.[column];
    return typeof value === 'number' ? value : null;
  };
  const visitedOn = record?.tanggal_verivali;
  return {
    idbdt,
    head: maskName(headName),
    members: numberIn('Jumlah_ART') ?? prelistMembers,
    families: numberIn('Jumlah_Keluarga'),
    status: numberIn('status_rumahtangga'),
    result: numberIn('hasil_verivali'),
    visitedOn: typeof visitedOn === 'string' ? visitedOn : null,
    receipt: lastReceipt,
  };
}

/** What is stored of a household, line by line. */
export function storedLines(view: View, stored: StoredFacts): string[] {
  const answers: Readonly<Record<(typeof storedColumns)[number], Answer>> = {
    status_rumahtangga: stored.status,
    hasil_verivali: stored.result,
    tanggal_verivali: stored.visitedOn,
    Jumlah_ART: stored.members,
    Jumlah_Keluarga: stored.families,
  };
  const known = storedColumns.flatMap((column) => {
    const item = view.instrument.items.get(column);
    const answer = answers[column];
    return item && answer !== null ? [line(view, item, answerText(item, answer, view.state.language))] : [];
  });
  const { receipt } = stored;
  const last =
    receipt === null
      ? say(view, 'screen.household.none')
      : say(view, 'screen.household.receipt', { receipt });
  return [householdLine(stored), ...known, last];
}

/** The longest that {@link storedLines} can make. */
export function longestStoredLines(view: View): string[] {
  const facts = storedColumns.flatMap((column) => {
    const item = view.instrument.items.get(column);
    return item ? [line(view, item, longestAnswer(item, view.state.language))] : [];
  });
  const head = view.state.form ? householdLine(view.state.form) : '';
  return [head, ...facts, say(view, 'screen.household.receipt', { receipt: 'W'.repeat(5) })];
}

function line(view: View, item: Item, value: string): string {
  return `${item.short[view.state.language]}: ${value}`;
}
