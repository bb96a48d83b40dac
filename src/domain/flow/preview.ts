import type { Problem } from '../instrument/types.ts';
import type { MessageCall, OutcomeCounts, Verdict } from '../report/types.ts';
import { parseMessage } from '../sms/parse.ts';
import { readMessage } from '../sms/read.ts';
import { composeText } from './compose.ts';
import type { Need } from './need.ts';
import type { View } from './node-type.ts';
import { blockReasonKeys, itemReason } from './reason.ts';
import type { EngineState, OpenForm } from './state.ts';

const noCounts: OutcomeCounts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };
const idbdtWidth = 16;
/** An IDBDT and its check digits; no other answer is as long. */
const longReference = /^\d{18}$/;

export const refusalKeys = ['reason.refused', 'reason.final'];

/** Needs every household that an open form names: its own, the other one, one that an answer is the reference of. */
export function needsOfPreview({ form }: EngineState): Need {
  if (form === null) return { households: [], officer: [] };
  const answers = Object.values(form.digits).flatMap((typed) =>
    form.form === 'F' && longReference.test(typed) ? [typed.slice(0, idbdtWidth)] : [],
  );
  const partner = form.partner === null ? [] : [form.partner];
  return { households: [form.idbdt, ...partner, ...answers], officer: [] };
}

/**
 * What the worker will make of an open form that is handed in as text, by what is known now. The households that it
 * names must be known.
 */
export function preview(view: View, open: OpenForm): Verdict {
  const { officer } = view.state;
  const text = composeText(view.instrument, officer, open);
  const households = new Map(
    [...view.households].flatMap(([idbdt, facts]) => (facts === null ? [] : [[idbdt, facts] as const])),
  );
  return readMessage(view.instrument, parseMessage(text), {
    officer: {
      ...officer,
      code: '',
      msisdn: '',
      name: '',
      isQuiet: false,
      isStopped: false,
      superiorId: null,
    },
    households,
    openQuestions: [],
    counts: noCounts,
    receipt: '',
    receivedAt: view.beganAt,
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
  });
}

/** Why a form can't be sent, in words for a screen; null for one that can. */
export function refusalIn(
  view: View,
  { outcome, reason, problems }: Verdict,
  told = problems[0],
): MessageCall | null {
  if (outcome !== 'rejected') return null;
  if (reason === 'final') return { key: 'reason.final', values: {} };
  return told && isTellable(told) ? itemReason(view, told) : { key: 'reason.refused', values: {} };
}

function isTellable({ kind, column }: Problem): boolean {
  return column !== undefined && blockReasonKeys.includes(`reason.${kind}`);
}
