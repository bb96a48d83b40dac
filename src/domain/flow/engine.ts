import type { Instrument } from '../instrument/instrument.ts';
import { type Flow, nodeNamed } from './definition.ts';
import type { Effect } from './effect.ts';
import type { Facts } from './facts.ts';
import { missingOf, type Need } from './need.ts';
import type { FlowNode, Submitting, View, Went } from './node-type.ts';
import { offers, pageOf } from './pages.ts';
import type { EngineState, FlowOfficer, OpenForm } from './state.ts';

export type { Facts } from './facts.ts';

export type Stepped =
  | {
      readonly state: EngineState;
      readonly effects: readonly Effect[];
      /** The token was refused: the state is at the same screen, with the reason. */
      readonly isWrong: boolean;
      readonly isEnd: boolean;
    }
  /** What is to be looked up first; the step is then to be taken again. */
  | { readonly need: Need };

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
  const before = missingAt(flow, state, facts);
  if (before) return { need: before };
  const stepped = stepKnown(flow, state, token.trim(), facts, submitting);
  if ('need' in stepped) return stepped;
  // The screen that it leads to is shown with the same facts.
  const behind = missingAt(flow, stepped.state, facts);
  return behind ? { need: behind } : stepped;
}

function stepKnown(
  flow: Flow,
  state: EngineState,
  token: string,
  facts: Facts,
  submitting: Submitting,
): Stepped {
  const node = nodeNamed(flow, state.node);
  const moved = navigate(flow, state, node, token, facts);
  if (moved && 'need' in moved) return moved;
  if (moved) return { state: moved, effects: [], isWrong: false, isEnd: false };
  const taken = node.take({ ...facts, state }, token, submitting);
  if (taken.kind === 'need') return { need: taken.need };
  if (taken.kind === 'wrong') {
    return { state: { ...state, page: 0, reason: taken.reason }, effects: [], isWrong: true, isEnd: false };
  }
  const next = arrive(flow, state, taken, facts);
  if ('need' in next) return next;
  return {
    state: next,
    effects: taken.effects ?? [],
    isWrong: false,
    isEnd: nodeNamed(flow, next.node).isEnd,
  };
}

/** The screen of a state, at its page. What its node needs must be known: `step` sees to that. */
export function show(flow: Flow, state: EngineState, facts: Facts): Screen {
  const node = nodeNamed(flow, state.node);
  // A page can be gone when the operator's limit was changed meanwhile.
  const text = pageOf(flow, state, node, facts, state.page) ?? pageOf(flow, state, node, facts, 0);
  return { text: text ?? '', isEnd: node.isEnd };
}

function missingAt(flow: Flow, state: EngineState, facts: Facts): Need | null {
  return missingOf(nodeNamed(flow, state.node).needs(state), facts);
}

/** The state after a navigation token; null for a token that is none here. */
function navigate(
  flow: Flow,
  state: EngineState,
  node: FlowNode,
  token: string,
  facts: Facts,
): EngineState | { readonly need: Need } | null {
  const offered = offers(flow, state);
  const keys = node.navigationOf({ ...facts, state });
  if (token === keys.home && offered.home) return atStart(flow, state);
  if (token === keys.back && offered.back) return goBack(flow, state, node, facts);
  if (token !== keys.next) return null;
  const page = state.page + 1;
  return pageOf(flow, state, node, facts, page) === undefined ? null : { ...state, page };
}

function goBack(
  flow: Flow,
  state: EngineState,
  node: FlowNode,
  facts: Facts,
): EngineState | { readonly need: Need } {
  if (state.page > 0) return { ...state, page: state.page - 1 };
  const within = node.back({ ...facts, state });
  if (within) return { ...state, form: within, reason: null };
  const to = state.history.at(-1) ?? flow.start;
  if (to === flow.start) return atStart(flow, state);
  const left = { ...state, node: to, history: state.history.slice(0, -1), reason: null };
  const need = missingAt(flow, left, facts);
  if (need) return { need };
  return { ...left, form: nodeNamed(flow, to).reopened({ ...facts, state: left }) };
}

/** At the main menu. An open form stays as a draft. */
function atStart(flow: Flow, state: EngineState): EngineState {
  const { pin: _, ...left } = state;
  return { ...left, node: flow.start, page: 0, history: [], form: null, stored: null, reason: null };
}

/** The state at a node that an answer led to, past nodes that have nothing to ask. */
function arrive(
  flow: Flow,
  from: EngineState,
  taken: Went,
  facts: Facts,
): EngineState | { readonly need: Need } {
  // A second spread in one literal takes V8 several times the first.
  const changed: EngineState = Object.assign({ ...from, page: 0, reason: null }, taken.change);
  if (taken.to === flow.start) return atStart(flow, changed);
  let at = { ...changed, node: taken.to, history: historyAt(flow, from, taken) };
  for (;;) {
    const node = nodeNamed(flow, at.node);
    const need = missingOf(node.needs(at), facts);
    if (need) return { need };
    const view: View = { ...facts, state: at };
    const isNeeded = node.isNeeded(view);
    const isPassed = !isNeeded || (taken.isResumed && node.isAnswered(view));
    if (!isPassed || node.to === null) return at;
    // Back leads to what was answered before, not to what was never asked.
    at = { ...at, node: node.to, history: isNeeded ? [...at.history, at.node] : at.history };
  }
}

function historyAt(flow: Flow, from: EngineState, taken: Went): readonly string[] {
  if (taken.isSettled || from.node === flow.offer) return [flow.start];
  // A node that goes on to its own next screen leads back itself.
  return taken.to === from.node ? from.history : [...from.history, from.node];
}
