import type { Instrument } from '../instrument/instrument.ts';
import type { Messages } from '../messages.ts';
import { septets } from '../sms/gsm7.ts';
import { longestScreens, longestView } from './check-screens.ts';
import { type Flow, nodeNamed } from './definition.ts';
import type { Profile } from './profile.ts';

/** What one dialogue costs a person, from dialling to its last screen, without a slip. */
export interface DialogueMeasure {
  /** The node that a menu leads to. */
  readonly dialogue: string;
  /** Round trips, the dialling included. */
  readonly hops: number;
  /** Keys pressed, the sending of each answer included. */
  readonly keystrokes: number;
  readonly seconds: number;
  /** Sessions that it takes, each but the first begun by dialling and going on with the draft. */
  readonly sessions: number;
  /** Septets, with the longest values, in the longer language. */
  readonly longestScreen: number;
}

/** One screen on the way, from when it was asked for to when its answer is sent. */
interface Stretch {
  readonly seconds: number;
  readonly keystrokes: number;
  /** What was answered before it is saved: a session may end here. */
  readonly isSaved: boolean;
}

/** One round trip through the network. */
const hopSeconds = 4;
/** One key on a keypad, copied from paper. */
const keySeconds = 0.6;
/** Reading a screen: about 200 words a minute. */
const septetSeconds = 0.05;
/** Dialling again and choosing to go on: two screens, one key and its sending. */
const resumeSeconds = 2 * hopSeconds + 2 * keySeconds;

/** Measures every dialogue that the menus lead to, on its longest way. */
export function measureDialogues(
  flow: Flow,
  instrument: Instrument,
  messages: Messages,
  { screenSeptets, sessionSeconds }: Profile,
): DialogueMeasure[] {
  const views = (['id', 'en'] as const).map((language) => longestView(flow, instrument, messages, language));
  const screensOf = (name: string) =>
    views.flatMap((view) => longestScreens(nodeNamed(flow, name), view, screenSeptets).map(septets));
  return dialoguePaths(flow).map((path) => {
    const stretches = path.flatMap((name) => stretchesOf(flow, instrument, name, screensOf(name)));
    const sum = (value: (one: Stretch) => number) => stretches.reduce((total, one) => total + value(one), 0);
    return {
      dialogue: path.find((name) => nodeNamed(flow, name).type !== 'menu') ?? path.at(-1) ?? flow.start,
      hops: stretches.length,
      keystrokes: sum(({ keystrokes }) => keystrokes),
      seconds: Math.round(sum(({ seconds }) => seconds)),
      sessions: sessionsOf(stretches, sessionSeconds),
      longestScreen: Math.max(...path.flatMap(screensOf)),
    };
  });
}

/** The longest way through each dialogue, from the main menu on; menus that only lead on are part of it. */
function dialoguePaths(flow: Flow, from = flow.start, passed: readonly string[] = []): string[][] {
  const path = [...passed, from];
  const targets = nodeNamed(flow, from).targets.filter((target) => !path.includes(target));
  const isFork = (name: string) =>
    nodeNamed(flow, name).type === 'menu' &&
    nodeNamed(flow, name).targets.some((target) => !path.includes(target));
  const reached = new Set(targets.filter(isFork).flatMap((target) => nodeNamed(flow, target).targets));
  // What a menu behind this one shows is measured by way of that menu.
  return targets
    .filter((target) => !reached.has(target))
    .flatMap((target) =>
      isFork(target)
        ? dialoguePaths(flow, target, path)
        : [[...path, ...longestPath(flow, target, new Set(path))]],
    );
}

function stretchesOf(
  flow: Flow,
  instrument: Instrument,
  name: string,
  screens: readonly number[],
): Stretch[] {
  const node = nodeNamed(flow, name);
  const reading = Math.max(...screens) * septetSeconds;
  const keys = node.keystrokes(instrument);
  return keys.map((count, index) => {
    const keystrokes = node.targets.length === 0 ? 0 : count + 1;
    const seconds = hopSeconds + reading + keystrokes * keySeconds;
    return { seconds, keystrokes, isSaved: node.isSaved || index > 0 };
  });
}

/** How many sessions the screens take; infinite where what can't be parted is longer than one. */
function sessionsOf(stretches: readonly Stretch[], sessionSeconds: number): number {
  let sessions = 1;
  let spent = 0;
  for (const piece of piecesOf(stretches)) {
    if (spent > 0 && spent + piece > sessionSeconds) {
      sessions += 1;
      spent = resumeSeconds;
    }
    spent += piece;
    if (spent > sessionSeconds) return Number.POSITIVE_INFINITY;
  }
  return sessions;
}

/** Seconds of what must be done in one session. */
function piecesOf(stretches: readonly Stretch[]): number[] {
  const pieces: number[] = [];
  for (const { seconds, isSaved } of stretches) {
    const last = pieces.pop();
    if (last === undefined) pieces.push(seconds);
    else if (isSaved) pieces.push(last, seconds);
    else pieces.push(last + seconds);
  }
  return pieces;
}

/** The longest way on from a node that comes to no node twice. */
function longestPath(flow: Flow, from: string, passed: ReadonlySet<string>): string[] {
  const behind = new Set([...passed, from]);
  const ways = nodeNamed(flow, from)
    .targets.filter((target) => !behind.has(target))
    .map((target) => longestPath(flow, target, behind));
  return [from, ...ways.reduce((longest, way) => (way.length > longest.length ? way : longest), [])];
}
