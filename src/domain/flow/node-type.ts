import type { Instrument } from '../instrument/instrument.ts';
import type { Language } from '../instrument/types.ts';
import type { Messages } from '../messages.ts';
import type { MessageCall } from '../report/types.ts';
import type { Effect } from './effect.ts';
import { type Navigation, navigation } from './navigation.ts';
import { type Known, type Need, noNeed } from './need.ts';
import type { EngineState, OpenForm } from './state.ts';

/** What a node may look at. Nothing in it does I/O: what needs it is asked for by `need`. */
export interface View extends Known {
  readonly state: EngineState;
  readonly instrument: Instrument;
  readonly messages: Messages;
  /** When the dialogue began; dates are read as on that day, so that a replay reads the same. */
  readonly beganAt: Date;
}

/** What a submission by one very token is made with. Made only when asked for: few tokens submit. */
export interface Submitting {
  readonly receipt: () => string;
  /** The tokens up to this one, as they may be kept: a mask in the place of each that is a secret. */
  readonly transcript: () => readonly string[];
  /** Index of the token. */
  readonly at: number;
  /** An earlier token as it was typed; for what must be typed twice. */
  readonly typedAt: (index: number) => string;
}

/** What a node shows, before it is cut into pages. */
export interface Content {
  /** Lines of the first page. */
  readonly lead: readonly string[];
  /** The same shortened, for when a reason stands before it. */
  readonly shortLead: readonly string[];
  /** Lines of the pages after it, at least one; null where there are none. */
  readonly rest: (() => readonly string[]) | null;
  /** What may be typed besides navigation, for the foot: `1 Kirim`. */
  readonly actions: readonly string[];
}

/** What a node made of a token. */
export type Taken =
  | {
      readonly kind: 'go';
      readonly to: string;
      /** What changes in the state besides the place. */
      readonly change?: Partial<
        Pick<EngineState, 'form' | 'stored' | 'receipt' | 'language' | 'handedIn' | 'pin'>
      >;
      readonly effects?: readonly Effect[];
      /** The open form is gone on with: what it already answers is passed by. */
      readonly isResumed?: true;
      /** What is behind is settled: back leads to the main menu. */
      readonly isSettled?: true;
    }
  | { readonly kind: 'wrong'; readonly reason: MessageCall }
  | { readonly kind: 'need'; readonly need: Need };

/** A token that was an answer: where it leads. */
export type Went = Extract<Taken, { kind: 'go' }>;

/** One node of a flow, bound to its definition. */
export interface FlowNode {
  readonly type: string;
  /** Every node that it can lead to. */
  readonly targets: readonly string[];
  /** Keys of the messages that only it uses. */
  readonly messageKeys: readonly string[];
  /** Where it leads when it is done; null for a node that branches or ends. */
  readonly to: string | null;
  /** Whether what was answered before it is in the draft, so that a session may end here. */
  readonly isSaved: boolean;
  readonly isEnd: boolean;
  /** What is typed here is a secret: it is kept nowhere, a mask stands in its place. */
  readonly isSecret: boolean;
  /** A text to read, which may run over several pages; anything else must be seen at once. */
  readonly isPaged: boolean;
  /** What must be known before anything else of it is called. */
  needs(state: EngineState): Need;
  show(view: View): Content;
  take(view: View, token: string, submitting: Submitting): Taken;
  /** The tokens that lead away from its screen. */
  navigationOf(view: View): Navigation;
  /** The open form a screen back within the node; null where back leads out of it. */
  back(view: View): OpenForm | null;
  /** The open form as it is when back leads here from behind, so that the last answer is asked once more. */
  reopened(view: View): OpenForm | null;
  /** False: there is nothing to ask here, the dialogue passes through. */
  isNeeded(view: View): boolean;
  /** Whether the open form already holds its answer, so that a resumed dialogue goes on behind it. */
  isAnswered(view: View): boolean;
  /** What is wrong with its definition, seen with the instrument; empty when well. */
  faults(instrument: Instrument): readonly string[];
  /** Whether a token could be an answer here; a navigation token must not be. */
  couldAnswer(token: string, instrument: Instrument): boolean;
  /** The reasons it can give, each with its longest values. */
  longestReasons(instrument: Instrument, language: Language): readonly MessageCall[];
  /** What it shows with the longest values, given a view of the longest form. */
  longestContents(view: View): readonly Content[];
  /** Keys pressed to answer each of its screens in turn, the sending not counted; the most that can be asked. */
  keystrokes(instrument: Instrument): readonly number[];
}

/** A kind of node: reads its definition. */
export interface NodeType {
  readonly type: string;
  /** @throws ZodError for a definition that is none of its own. */
  bind(definition: unknown): FlowNode;
}

/** What most nodes have in common. */
export const plainNode = {
  messageKeys: [],
  to: null,
  isEnd: false,
  isPaged: false,
  isSecret: false,
  isSaved: false,
  needs: () => noNeed,
  navigationOf: () => navigation,
  back: () => null,
  reopened: ({ state }: View) => state.form,
  isNeeded: () => true,
  isAnswered: () => false,
  faults: () => [],
  couldAnswer: () => false,
  longestReasons: () => [],
  keystrokes: () => [1],
} as const satisfies Partial<FlowNode>;
