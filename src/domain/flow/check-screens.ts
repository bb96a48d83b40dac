import type { Instrument } from '../instrument/instrument.ts';
import type { Language } from '../instrument/types.ts';
import { formatMessage, type Messages } from '../messages.ts';
import { isGsm7, septets } from '../sms/gsm7.ts';
import type { FlowProblem } from './check.ts';
import type { Flow } from './definition.ts';
import { stateVersion } from './engine.ts';
import { type Navigation, navigation, navigationKeys } from './navigation.ts';
import type { FlowNode, View } from './node-type.ts';
import type { Profile } from './profile.ts';
import { paginate } from './screen.ts';
import type { OpenForm } from './state.ts';

/** No reference is longer than a proposal's, no masked name than four words, no receipt than five signs. */
const longestForm: OpenForm = {
  form: 'RT',
  idbdt: '9999999999999999',
  head: 'W*** W*** W*** W***',
  digits: {},
  partner: '9999999999999998',
};

/** As long as the tokens of navigation come, on screens of items that a common one could answer. */
const longestKey = '000';

/** A view with the longest values, as a node may meet it. */
export function longestView(
  flow: Flow,
  instrument: Instrument,
  messages: Messages,
  language: Language,
): View {
  return {
    instrument,
    messages,
    households: new Map(),
    beganAt: new Date(0),
    state: {
      version: stateVersion(flow, instrument),
      officer: { id: 0, role: flow.role, language, areas: [], villages: [] },
      language,
      node: flow.start,
      page: 0,
      history: [],
      form: longestForm,
      stored: null,
      receipt: 'W'.repeat(5),
      reason: null,
    },
  };
}

/** The longest texts that a node must show at once, foot included: its first page, and that with each reason. */
export function longestScreens(node: FlowNode, view: View, limit: number): string[] {
  const { messages, instrument, state } = view;
  const reasons = node
    .longestReasons(instrument, state.language)
    .map(({ key, values }) => formatMessage(messages, state.language, key, values));
  const say = (way: keyof Navigation) => {
    const key = node.isPaged ? longestKey : navigation[way];
    return formatMessage(messages, state.language, navigationKeys[way], { key });
  };
  const next = say('next');
  const away = node.isEnd ? [] : [say('back'), say('home')];
  if (node.isPaged) {
    // Pages break where they are full: only a line that none has room for could be too long.
    const lines = node
      .longestContents(view)
      .map(({ lead, actions }) => ({ lead, hints: [...actions, ...away] }));
    const told = reasons.map((reason) => ({ lead: [reason], hints: away }));
    return [...lines, ...told].flatMap((layout) => [...paginate({ ...layout, rest: null, next }, limit)]);
  }
  return node.longestContents(view).flatMap(({ lead, shortLead, rest, actions }) => {
    const hints = [...actions, ...away];
    const foot = rest ? [...hints, next] : hints;
    const firsts = [lead, ...reasons.map((reason) => [reason, ...shortLead])];
    return firsts.map((lines) => [...lines, foot.join(' ')].join('\n').trimEnd());
  });
}

/**
 * Screens whose first page does not hold all that must be seen at once, with the longest values, and texts that
 * GSM-7 lacks a character for. Texts to read (`info`) may run over several pages.
 */
export function screenProblems(
  flow: Flow,
  instrument: Instrument,
  messages: Messages,
  profiles: readonly Profile[],
  outsideKeys: readonly string[],
  outsideScreens: (messages: Messages, language: Language) => readonly string[],
): FlowProblem[] {
  return (['id', 'en'] as const).flatMap((language) => {
    const view = longestView(flow, instrument, messages, language);
    const unshowable = [...messages[language]]
      .filter(([key, text]) => /^(screen|reason)\./.test(key) && !isGsm7(text))
      .map(([key]) => ({
        node: null,
        detail: `${key} in ${language} has characters that phones may not show`,
      }));
    const tooLong = profiles.flatMap(({ name: profile, screenSeptets }) => {
      const outside = outsideKeys.map((key) => ({
        node: null,
        what: key,
        longest: septets(formatMessage(messages, language, key)),
      }));
      const made = outsideScreens(messages, language).map((text) => ({
        node: null,
        what: `the screen ${JSON.stringify(text)}`,
        longest: septets(text),
      }));
      const screens = [...flow.nodes].map(([name, node]) => ({
        node: name,
        what: 'its screen',
        longest: Math.max(...longestScreens(node, view, screenSeptets).map(septets)),
      }));
      return [...outside, ...made, ...screens]
        .filter(({ longest }) => longest > screenSeptets)
        .map(({ node, what, longest }) => ({
          node,
          detail: `${what} is ${longest} septets in ${language}, ${profile} shows ${screenSeptets}`,
        }));
    });
    return [...unshowable, ...tooLong];
  });
}
