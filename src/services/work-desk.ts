import { createHash } from 'node:crypto';
import { mayWorkDesk } from '../domain/workflow/desk-authority.ts';
import { deskVersion } from '../domain/workflow/desk-item.ts';
import {
  consoleChannel,
  DeskSubmission,
  longestMendedText,
  longestReason,
  senderOf,
} from '../domain/workflow/desk-submission.ts';
import type {
  ActResult,
  Clock,
  ConsoleDesk,
  DeskFile,
  DeskOutcome,
  DeskWorker,
  InboundMessage,
  WantedAct,
  WorkDesk,
} from '../ports.ts';

export interface WorkDeskParts {
  readonly desk: ConsoleDesk;
  readonly accept: (message: InboundMessage) => Promise<unknown>;
  readonly signal: () => void;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** A worker reads within a second even where no signal reaches it. */
const waits = { everyMs: 50, times: 80 };

/**
 * Makes the use case "do something with a message on the desk". What changes reports goes through the inbox as a
 * message of the console that names the user; handed in twice, it is one. What only puts a message back or aside is
 * done at once. Who sees the message otherwise than it stands is told, and nothing happens.
 */
export function makeWorkDesk(parts: WorkDeskParts): WorkDesk {
  const { desk, clock } = parts;
  return {
    async act(user, wanted) {
      const file = await desk.find(wanted.id);
      if (file === null) return { kind: 'denied', reason: 'no-desk-item' };
      const denial = mayWorkDesk(user, wanted.act, file.item, file.place) ?? textFault(wanted);
      if (denial !== null) return { kind: 'denied', reason: denial };
      const { act } = wanted;
      if (act === 'retry' || act === 'close') {
        const isDone = await desk.settle(act, wanted, actorOf(user), clock());
        if (isDone && act === 'retry') parts.signal();
        return { kind: isDone ? 'settled' : 'changed' };
      }
      if (file.item.officerId === null) return { kind: 'changed' };
      return handIn(parts, user, wanted, file);
    },
  };
}

function textFault({ act, text }: WantedAct): 'no-text' | 'text-too-long' | null {
  if (act !== 'mend' && act !== 'return') return null;
  if (text.trim() === '') return 'no-text';
  return text.length > (act === 'mend' ? longestMendedText : longestReason) ? 'text-too-long' : null;
}

async function handIn(
  parts: WorkDeskParts,
  user: DeskWorker,
  wanted: WantedAct,
  { item }: DeskFile,
): Promise<ActResult> {
  // Told at once where it can be; the worker looks again when it has the household.
  if (deskVersion(item) !== wanted.version && !(await isRepeated(parts, user, wanted))) {
    return { kind: 'changed' };
  }
  const submission = DeskSubmission.parse({
    act: wanted.act,
    of: wanted.id,
    version: wanted.version,
    officerId: item.officerId,
    text: wanted.act === 'approve' ? null : wanted.text.trim().slice(0, longestMendedText) || null,
    isSure: wanted.isSure,
    by: actorOf(user),
  });
  const now = parts.clock();
  await parts.accept({
    channel: consoleChannel,
    // Ours, as what a dialogue hands in is.
    kind: 'ussd',
    providerId: providerIdOf(user, wanted),
    sender: senderOf(user.username),
    receiver: null,
    raw: new TextEncoder().encode(JSON.stringify(submission)),
    receivedAt: now,
    sentAt: null,
  });
  parts.signal();
  return waitFor(parts, providerIdOf(user, wanted));
}

async function isRepeated({ desk }: WorkDeskParts, user: DeskWorker, wanted: WantedAct): Promise<boolean> {
  return (await desk.outcomeOf(providerIdOf(user, wanted))) !== null;
}

async function waitFor({ desk, pause }: WorkDeskParts, providerId: string): Promise<ActResult> {
  for (let time = 0; time < waits.times; time += 1) {
    const outcome = await desk.outcomeOf(providerId);
    if (outcome) return { kind: isRefused(outcome) ? 'refused' : 'done', outcome };
    await pause(waits.everyMs);
  }
  return { kind: 'waiting' };
}

/** An act that could not be read at all lies with the messages set aside. */
function isRefused({ outcome }: DeskOutcome): boolean {
  return outcome === 'rejected' || outcome === 'failed';
}

/** The same act on the same state by the same user is one message, however often a page is sent. */
function providerIdOf({ id: userId }: DeskWorker, { act, id, version, text, isSure }: WantedAct): string {
  const content = createHash('sha256')
    .update(JSON.stringify([text.trim(), isSure]))
    .digest('hex');
  return `${id}-${act}-${userId}-${version}-${content.slice(0, 16)}`;
}

function actorOf({ id, username, language }: DeskWorker) {
  return { userId: id, username, language };
}
