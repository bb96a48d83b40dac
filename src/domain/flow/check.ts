import type { Instrument } from '../instrument/instrument.ts';
import type { Language } from '../instrument/types.ts';
import type { Messages } from '../messages.ts';
import { longestSignInScreens, signInKeys } from '../workflow/sign-in-screens.ts';
import { type DialogueMeasure, measureDialogues } from './check-dialogues.ts';
import { screenProblems } from './check-screens.ts';
import type { Flow } from './definition.ts';
import { navigation, navigationKeys } from './navigation.ts';
import { defaultProfile, type Profile } from './profile.ts';

/** One thing that is wrong with a flow. */
export interface FlowProblem {
  /** Null for what is wrong with the flow as a whole. */
  readonly node: string | null;
  /** In English, for who writes flows. */
  readonly detail: string;
}

export interface CheckedFlow {
  readonly problems: readonly FlowProblem[];
  readonly table: readonly DialogueMeasure[];
}

const languages = ['id', 'en'] as const satisfies readonly Language[];

/** Screens that the step service shows outside of any node. */
const outsideKeys = ['screen.not-registered', 'screen.no-flow', 'screen.after-end', 'screen.too-long'];
/** Those that are made of several messages. */
const outsideScreens = { keys: signInKeys, longest: longestSignInScreens };

/**
 * Checks a flow against the instrument, the messages and what operators allow: dangling targets, nodes that
 * nothing leads to, missing texts, navigation tokens that are answers too, screens too long with the longest
 * values, dialogues that no session ends and no draft parts. Screens are only looked at where the rest is well.
 */
export function checkFlow(
  flow: Flow,
  instrument: Instrument,
  messages: Messages,
  profiles: readonly Profile[],
): CheckedFlow {
  const shape = [
    ...danglingTargets(flow),
    ...unreachableNodes(flow),
    ...nodeFaults(flow, instrument),
    ...missingTexts(flow, messages),
    ...ambiguousTokens(flow, instrument),
  ];
  if (shape.length > 0) return { problems: shape, table: [] };
  const screens = screenProblems(flow, instrument, messages, profiles, outsideKeys, outsideScreens.longest);
  const measure = (profile: Profile) => measureDialogues(flow, instrument, messages, profile);
  const table = measure(profiles[0] ?? defaultProfile);
  return { problems: [...screens, ...tooLongDialogues(measure, profiles)], table };
}

function danglingTargets(flow: Flow): FlowProblem[] {
  const own = [flow.start, flow.offer].map((target) => ({ node: null, target }));
  const all = [...flow.nodes].flatMap(([node, { targets }]) => targets.map((target) => ({ node, target })));
  return [...own, ...all]
    .filter(({ target }) => !flow.nodes.has(target))
    .map(({ node, target }) => ({ node, detail: `leads to ${target}, which is not there` }));
}

function unreachableNodes(flow: Flow): FlowProblem[] {
  const reached = new Set([flow.start, flow.offer]);
  // A set that grows while it is walked hands out what was added.
  for (const name of reached) for (const target of flow.nodes.get(name)?.targets ?? []) reached.add(target);
  return [...flow.nodes.keys()]
    .filter((name) => !reached.has(name))
    .map((node) => ({ node, detail: 'nothing leads there' }));
}

function nodeFaults(flow: Flow, instrument: Instrument): FlowProblem[] {
  return [...flow.nodes].flatMap(([name, node]) =>
    node.faults(instrument).map((detail) => ({ node: name, detail })),
  );
}

function missingTexts(flow: Flow, messages: Messages): FlowProblem[] {
  const keys = [
    ...[...Object.values(navigationKeys), ...outsideKeys, ...outsideScreens.keys].map((key) => ({
      node: null,
      key,
    })),
    ...[...flow.nodes].flatMap(([node, { messageKeys }]) => messageKeys.map((key) => ({ node, key }))),
  ];
  return keys.flatMap(({ node, key }) =>
    languages
      .filter((language) => !messages[language].has(key))
      .map((language) => ({ node, detail: `there is no text ${key} in ${language}` })),
  );
}

function ambiguousTokens(flow: Flow, instrument: Instrument): FlowProblem[] {
  return [...flow.nodes].flatMap(([name, node]) =>
    Object.values(navigation)
      .filter((token) => node.couldAnswer(token, instrument))
      .map((token) => ({ node: name, detail: `${token} is an answer and navigation` })),
  );
}

function tooLongDialogues(
  measure: (profile: Profile) => readonly DialogueMeasure[],
  profiles: readonly Profile[],
): FlowProblem[] {
  return profiles.flatMap((profile) =>
    measure(profile)
      .filter(({ sessions }) => !Number.isFinite(sessions))
      .map(({ dialogue, seconds }) => ({
        node: dialogue,
        detail: `takes ${seconds} s and can't be parted: a session of ${profile.name} lasts ${profile.sessionSeconds} s`,
      })),
  );
}
