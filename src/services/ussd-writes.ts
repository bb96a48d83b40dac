import type { Effect } from '../domain/flow/effect.ts';
import type { OpenForm } from '../domain/flow/state.ts';
import type { Submission } from '../domain/flow/submission.ts';
import { submissionId } from '../domain/flow/turn.ts';
import type { DialogueStart, Draft, InboundMessage, UssdWrite } from '../ports.ts';

/** What a turn leaves to be made durable. */
export interface TurnRecord {
  readonly start: DialogueStart;
  /** The start is new, or its stops are. */
  readonly isStartChanged: boolean;
  readonly hasEnded: boolean;
  readonly effects: readonly Effect[];
  readonly officerId: number;
  /** The number or code that was dialled. */
  readonly receiver: string | null;
  readonly now: Date;
}

/**
 * What the store is to write for a turn; most turns that only move between screens write nothing. Several forms and
 * submissions in one turn (dialled through) make several writes: each can be done again without harm, so they need
 * not be one. Submissions come in the order they were confirmed, before the draft that the last one leaves.
 */
export function writesOf(turn: TurnRecord): UssdWrite[] {
  const byForm = new Map<string, UssdWrite>();
  const submissions: InboundMessage[] = [];
  let rest: UssdWrite = {};
  for (const effect of turn.effects) {
    if (effect.kind === 'save-draft') {
      const key = `${effect.form.form} ${effect.form.idbdt}`;
      byForm.set(key, draftWrite(turn, effect.form, byForm.get(key)));
    } else if (effect.kind === 'close-draft') {
      const { form, idbdt } = effect;
      byForm.set(`${form} ${idbdt}`, { closedDraft: { officerId: turn.officerId, form, idbdt } });
    } else if (effect.kind === 'submit') submissions.push(messageOf(turn, effect.submission));
    else rest = { ...rest, language: { officerId: turn.officerId, language: effect.language } };
  }
  const { channel, sessionId, dialogue } = turn.start;
  if (turn.isStartChanged) rest = { ...rest, start: turn.start };
  if (turn.hasEnded) rest = { ...rest, ended: { channel, sessionId, dialogue } };
  const handedIn = submissions.map((submission): UssdWrite => ({ submission }));
  const writes = [...handedIn.slice(0, -1), ...byForm.values()];
  const last: UssdWrite = { ...writes.at(-1), ...handedIn.at(-1), ...rest };
  return Object.keys(last).length === 0 ? [] : [...writes.slice(0, -1), last];
}

/** An empty draft yields to one that is there, but not to what this very turn did to it. */
function draftWrite(turn: TurnRecord, form: OpenForm, before: UssdWrite | undefined): UssdWrite {
  const { form: name, idbdt, ...state } = form;
  const draft: Draft = {
    officerId: turn.officerId,
    form: name,
    idbdt,
    state,
    updatedAt: turn.now,
  };
  const isEmpty = Object.keys(state.digits).length === 0 && !state.unit && !state.block;
  if (!isEmpty || before?.closedDraft) return { draft };
  return before ?? { emptyDraft: draft };
}

/**
 * The submission as a message for the inbox. It was sent when the dialogue began: the worker dates DDMM by that day,
 * as the screens did.
 */
function messageOf({ start, receiver, now }: TurnRecord, submission: Submission): InboundMessage {
  // On a borrowed phone the sender's number says nothing of who reports.
  const signed = start.signedIn ? { ...submission, officerId: start.signedIn.officerId } : submission;
  return {
    channel: start.channel,
    providerId: submissionId(start.sessionId, start.dialogue, submission.tokens),
    kind: 'ussd',
    sender: start.msisdn,
    receiver,
    raw: new TextEncoder().encode(JSON.stringify(signed)),
    receivedAt: now,
    sentAt: start.beganAt,
  };
}
