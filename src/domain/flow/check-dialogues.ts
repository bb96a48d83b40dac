import type { Instrument } from '../instrument/instrument.ts';
import type { Messages } from '../messages.ts';
import { septets } from '../sms/gsm7.ts';
import { longestScreens, longestView } from './check-screens.ts';
import { type Flow, nodeNamed } from './definition.ts';
import type { Profile } from './profile.ts';

/** What one dialogue costs a person, from dialling to its last screen, without a slip. */
export interface DialogueMeasure {
  /** The node that the main menu leads to. */
  readonly dialogue: string;
  /** Round trips, the dialling included. */
  readonly hops: number;
  /** Keys pressed, the sending of each answer included. */
  readonly keystrokes: number;
  readonly seconds: number;
  /** Septets, with the longest values, in the longer language. */
  readonly longestScreen: number;
}

/** One round trip through the network. */
const hopSeconds = 4;
/** One key on a keypad, copied from paper. */
const keySeconds = 0.6;
/** Reading a screen: about 200 words a minute. */
const septetSeconds = 0.05;

/** Measures every dialogue of the main menu, on its longest way. */
export function measureDialogues(
  flow: Flow,
  instrument: Instrument,
  messages: Messages,
  { screenSeptets }: Profile,
): DialogueMeasure[] {
  const views = (['id', 'en'] as const).map((language) => longestView(flow, instrument, messages, language));
  const screenOf = (name: string) =>
    Math.max(
      ...views.flatMap((view) => longestScreens(nodeNamed(flow, name), view, screenSeptets).map(septets)),
    );
  return nodeNamed(flow, flow.start).targets.map((dialogue) => {
    const path = [flow.start, ...longestPath(flow, dialogue, new Set([flow.start]))];
    const screens = path.map(screenOf);
    const answered = path.filter((name) => nodeNamed(flow, name).targets.length > 0);
    const keystrokes = answered.reduce(
      (sum, name) => sum + nodeNamed(flow, name).keystrokes(instrument) + 1,
      0,
    );
    const reading = screens.reduce((sum, length) => sum + length, 0) * septetSeconds;
    return {
      dialogue,
      hops: path.length,
      keystrokes,
      seconds: Math.round(path.length * hopSeconds + keystrokes * keySeconds + reading),
      longestScreen: Math.max(...screens),
    };
  });
}

/** The longest way on from a node that comes to no node twice. */
function longestPath(flow: Flow, from: string, passed: ReadonlySet<string>): string[] {
  const behind = new Set([...passed, from]);
  const ways = nodeNamed(flow, from)
    .targets.filter((target) => !behind.has(target))
    .map((target) => longestPath(flow, target, behind));
  return [from, ...ways.reduce((longest, way) => (way.length > longest.length ? way : longest), [])];
}
