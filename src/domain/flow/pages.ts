import { formatMessage } from '../messages.ts';
import type { Flow } from './definition.ts';
import type { Facts } from './facts.ts';
import { navigationKeys } from './navigation.ts';
import type { FlowNode, View } from './node-type.ts';
import { paginate } from './screen.ts';
import type { EngineState } from './state.ts';
import { say } from './words.ts';

/** Which ways out a state's screen offers. */
export function offers(flow: Flow, state: EngineState): { readonly back: boolean; readonly home: boolean } {
  return { back: state.page > 0 || state.history.length > 0, home: state.node !== flow.start };
}

/** One page of a state's screen, from 0; undefined behind the last. */
export function pageOf(
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
  const keys = node.navigationOf(view);
  const hints = node.isEnd
    ? []
    : [
        ...actions,
        ...(offered.back ? [say(view, navigationKeys.back, { key: keys.back })] : []),
        ...(offered.home ? [say(view, navigationKeys.home, { key: keys.home })] : []),
      ];
  const layout = { lead: withReason, rest, hints, next: say(view, navigationKeys.next, { key: keys.next }) };
  let left = page;
  for (const text of paginate(layout, facts.screenSeptets)) {
    if (left === 0) return text;
    left -= 1;
  }
  return undefined;
}
