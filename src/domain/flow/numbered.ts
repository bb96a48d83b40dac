import type { MessageCall } from '../report/types.ts';
import type { Content } from './node-type.ts';
import { shownToken } from './typed.ts';

/** How many lines of a list can be chosen: 99 turns the page. */
export const mostNumbered = 98;

const number = /^[1-9]\d?$/;

export const numberedKeys = ['reason.no-choice', 'reason.only-navigation'];

/** A list to choose from by number, under its title. */
export function numberedContent(title: string, lines: readonly string[]): Content {
  const numbered = lines.map((line, index) => `${index + 1} ${line}`);
  return { lead: [title, ...numbered], shortLead: numbered, rest: null, actions: [] };
}

/** What of a list a token chooses; undefined where nothing. */
export function chosenOf<T>(list: readonly T[], token: string): T | undefined {
  return number.test(token) ? list[Number(token) - 1] : undefined;
}

/** Why a token chooses nothing of a list. */
export function notListed(token: string, count: number): MessageCall {
  if (count === 0) return { key: 'reason.only-navigation', values: {} };
  return noChoice(shownToken(token), count);
}

/** The longest that {@link notListed} can say. */
export function longestNotListed(): MessageCall[] {
  return [noChoice('88888888..', mostNumbered), { key: 'reason.only-navigation', values: {} }];
}

function noChoice(typed: string, count: number): MessageCall {
  return { key: 'reason.no-choice', values: { typed, allowed: count === 1 ? '1' : `1-${count}` } };
}
