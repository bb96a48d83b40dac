import type { Instrument } from '../instrument/instrument.ts';
import { formatMessage, type Messages } from '../messages.ts';
import type { HouseholdFacts } from '../report/types.ts';
import { type Flow, nodeNamed } from './definition.ts';
import type { Effect } from './effect.ts';
import { navigation, navigationKeys } from './navigation.ts';
import type { FlowNode, Submitting, Taken, View } from './node-type.ts';
import { paginate } from './screen.ts';
import type { EngineState, FlowOfficer, OpenForm } from './state.ts';
import { say } from './words.ts';

/** What the engine needs to know besides the state; the same for every step of a dialogue. */
export interface Facts {
  readonly instrument: Instrument;
  readonly messages: Messages;
  /** Facts by IDBDT; null for a household that was looked up and is nowhere. */
  readonly households: ReadonlyMap<string, HouseholdFacts | null>;
  readonly beganAt: Date;
  /** The operator's limit. */
  readonly screenSeptets: number;
}

export type Stepped =
  | {
      readonly state: EngineState;
      readonly effects: readonly Effect[];
      /** The token was refused: the state is at the same screen, with the reason. */
      readonly isWrong: boolean;
      readonly isEnd: boolean;
    }
  /** Facts that the step needs first; it is then to be taken again. */
  | { readonly need: { readonly households: readonly string[] } };

export interface Screen {
  readonly text: string;
  readonly isEnd: boolean;
}

/** What a state must have been made with to be gone on with. */
export function stateVersion(flow: Flow, instrument: Instrument): string {
  return `${flow.role} ${flow.version} ${instrument.name} ${instrument.version}`;
}

/** The first state of a dialogue: at the main menu, or at the offer of an unfinished form. */
export function begin(
  flow: Flow,
  instrument: Instrument,
  officer: FlowOfficer,
  draft: OpenForm | null,
): EngineState {
  return {
    version: stateVersion(flow, instrument),
    officer,
    language: officer.language,
    node: draft ? flow.offer : flow.start,
    page: 0,
    history: [],
    form: draft,
    stored: null,
    receipt: null,
    reason: null,
  };
}

/** Takes one token. Pure: what is to be made durable comes back as effects. */
export function step(
  flow: Flow,
  state: EngineState,
  token: string,
  facts: Facts,
  submitting: Submitting,
): Stepped {
  const trimmed = token.trim();
  const node = nodeNamed(flow, state.node);
  const moved = navigate(flow, state, node, trimmed, facts);
  if (moved) return { state: moved, effects: [], isWrong: false, isEnd: false };
  const taken = node.take({ ...facts, state }, trimmed, submitting);
  if (taken.kind === 'need') return { need: { households: taken.households } };
  if (taken.kind === 'wrong') {
    return { state: { ...state, page: 0, reason: taken.reason }, effects: [], isWrong: true, isEnd: false };
  }
  const next = arrive(flow, state, taken, facts);
  return {
    state: next,
    effects: taken.effects ?? [],
    isWrong: false,
    isEnd: nodeNamed(flow, next.node).isEnd,
  };
}

/** The screen of a state, at its page. */
export function show(flow: Flow, state: EngineState, facts: Facts): Screen {
  const node = nodeNamed(flow, state.node);
  const text = pageOf(flow, state, node, facts, state.page);
  if (text === undefined) throw new Error(`Node ${state.node} has no page ${state.page}`);
  return { text, isEnd: node.isEnd };
}

/** The state after a navigation token; null for a token that is none here. */
function navigate(
  flow: Flow,
  state: EngineState,
  node: FlowNode,
  token: string,
  facts: Facts,
): EngineState | null {
  const offered = offers(flow, state);
  if (token === navigation.home && offered.home) return atStart(flow, state);
  if (token === navigation.back && offered.back) return goBack(flow, state);
  if (token !== navigation.next) return null;
  const page = state.page + 1;
  return pageOf(flow, state, node, facts, page) === undefined ? null : { ...state, page };
}

function goBack(flow: Flow, state: EngineState): EngineState {
  if (state.page > 0) return { ...state, page: state.page - 1 };
  const to = state.history.at(-1) ?? flow.start;
  if (to === flow.start) return atStart(flow, state);
  return { ...state, node: to, history: state.history.slice(0, -1), reason: null };
}

/** At the main menu. An open form stays as a draft. */
function atStart(flow: Flow, state: EngineState): EngineState {
  return { ...state, node: flow.start, page: 0, history: [], form: null, stored: null, reason: null };
}

/** The state at a node that an answer led to, past nodes that have nothing to ask. */
function arrive(
  flow: Flow,
  from: EngineState,
  taken: Extract<Taken, { kind: 'go' }>,
  facts: Facts,
): EngineState {
  const changed = { ...from, ...taken.change, page: 0, reason: null };
  if (taken.to === flow.start) return atStart(flow, changed);
  const history = from.node === flow.offer ? [flow.start] : [...from.history, from.node];
  let at = { ...changed, node: taken.to, history };
  for (;;) {
    const node = nodeNamed(flow, at.node);
    const view: View = { ...facts, state: at };
    const isNeeded = node.isNeeded(view);
    const isPassed = !isNeeded || (taken.isResumed && node.isAnswered(view));
    if (!isPassed || node.to === null) return at;
    // Back leads to what was answered before, not to what was never asked.
    at = { ...at, node: node.to, history: isNeeded ? [...at.history, at.node] : at.history };
  }
}

function offers(flow: Flow, state: EngineState): { readonly back: boolean; readonly home: boolean } {
  return { back: state.page > 0 || state.history.length > 0, home: state.node !== flow.start };
}

/** One page of a state's screen, from 0; undefined behind the last. */
function pageOf(
  flow: Flow,
  state: EngineState,
  node: FlowNode,
  facts: Facts,
  page: number,
): string | undefined {
  const view: View = { ...facts, state };
  const { lead, shortLead, rest, actions } = node.show(view);
  const { reason } = state;
  const withReason =
    reason === null
      ? lead
      : [formatMessage(facts.messages, state.language, reason.key, reason.values), ...shortLead];
  const offered = offers(flow, state);
  const hints = node.isEnd
    ? []
    : [
        ...actions,
        ...(offered.back ? [say(view, navigationKeys.back)] : []),
        ...(offered.home ? [say(view, navigationKeys.home)] : []),
      ];
  const layout = { lead: withReason, rest, hints, next: say(view, navigationKeys.next) };
  let left = page;
  for (const text of paginate(layout, facts.screenSeptets)) {
    if (left === 0) return text;
    left -= 1;
  }
  return undefined;
}
