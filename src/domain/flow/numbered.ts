import type { MessageCall } from '../report/types.ts';
import type { OfficerNeed } from './need.ts';
import { type Content, type FlowNode, plainNode, type Taken, type View } from './node-type.ts';
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

/** A list that one entry is chosen of by its number. */
interface NumberedChoice<T> {
  readonly type: string;
  /** Where the choice leads. */
  readonly to: string;
  readonly messageKeys: readonly string[];
  /** What the list is looked up with. */
  readonly need: OfficerNeed;
  /** The list as it was when the dialogue began, {@link mostNumbered} at the most. */
  readonly listed: (view: View) => readonly T[];
  readonly content: (view: View, listed: readonly T[]) => Content;
  /** The entry with the longest line. */
  readonly longest: (view: View) => T;
  /** What the choice changes in the state. */
  readonly chosen: (entry: T) => Extract<Taken, { kind: 'go' }>['change'] & {};
}

/** A node that lists what waits for an officer and asks for one of it. */
export function numberedChoice<T>(choice: NumberedChoice<T>): FlowNode {
  const { type, to, messageKeys, need, listed, content, longest, chosen } = choice;
  return {
    ...plainNode,
    type,
    targets: [to],
    messageKeys: [...messageKeys, ...numberedKeys],
    to,
    isPaged: true,
    needs: () => ({ households: [], officer: [need] }),
    show: (view) => content(view, listed(view)),
    take(view, token) {
      const list = listed(view);
      const entry = chosenOf(list, token);
      if (entry === undefined) return { kind: 'wrong', reason: notListed(token, list.length) };
      return { kind: 'go', to, change: chosen(entry) };
    },
    couldAnswer: couldChoose,
    longestReasons: longestNotListed,
    longestContents: (view) => [content(view, []), content(view, [longest(view)])],
    keystrokes: () => [2],
  };
}

/** Whether a token chooses of the longest list. */
export function couldChoose(token: string): boolean {
  return number.test(token) && Number(token) <= mostNumbered;
}
