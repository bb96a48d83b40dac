import { setTimeout as pause } from 'node:timers/promises';
import { type Act, type CallAct, isSubmission, type SmsAct } from './act.ts';
import type { HttpLines } from './http-lines.ts';
import { digestOf, type Ledger } from './ledger.ts';
import type { Operator } from './operator.ts';

/** Ways into the gateway, and where what they said is kept. */
export interface Stage {
  readonly lines: HttpLines;
  /** Path of the channel, such as `/channels/at`. */
  readonly path: string;
  readonly token: string;
  /** Null: what would come over SMPP comes over HTTP. */
  readonly operator: Operator | null;
  readonly ledger: Ledger;
  readonly tally: PlayTally;
  readonly signal: AbortSignal;
  /** How many times faster than the story; 0: as fast as it goes. */
  readonly speed: number;
  /** Acts under way at once, at the most. */
  readonly atOnce: number;
}

/** What was done so far; latencies are milliseconds to the acknowledgement, of the time since they were taken. */
export interface PlayTally {
  acts: number;
  submissions: number;
  acknowledged: number;
  repeats: number;
  steps: number;
  dropped: number;
  /** Screens that were not what the dialogue was to show. */
  strayed: number;
  latencies: number[];
  /** Answers that no right gateway gives, one line each. */
  readonly refused: string[];
}

export function emptyTally(): PlayTally {
  return {
    ...{ acts: 0, submissions: 0, acknowledged: 0, repeats: 0, steps: 0, dropped: 0, strayed: 0 },
    latencies: [],
    refused: [],
  };
}

export const receiver = '94940';
const serviceCode = '*384*94#';
/** Between two screens a person types so long, at the speed of the story. */
const typingMs = 9_000;
const mostRefusals = 100;
const receiptOnScreen = /\b([A-HJ-NP-Z2-9]{5})\.?$/;

/** Plays the story up to `until` submissions, counted from its beginning; resolves when all are answered. */
export async function play(stage: Stage, story: Iterator<Act>, until: number): Promise<void> {
  const { signal, tally, speed } = stage;
  const calls = new Map<string, Promise<void>>();
  const under = new Set<Promise<void>>();
  const begun = performance.now();
  let first: number | null = null;
  while (tally.submissions < until && !signal.aborted) {
    const { value: act, done } = story.next();
    if (done) return;
    first ??= act.atMs;
    const waitMs = speed === 0 ? 0 : begun + (act.atMs - first) / speed - performance.now();
    if (waitMs > 1) await pause(waitMs, undefined, { signal }).catch(() => {});
    if (under.size >= stage.atOnce) await Promise.race(under);
    tally.acts += 1;
    if (isSubmission(act)) tally.submissions += 1;
    else tally.dropped += 1;
    const doing = perform(stage, act, calls).finally(() => under.delete(doing));
    under.add(doing);
  }
  await Promise.all(under);
}

/** A phone is in one call at a time. */
function perform(stage: Stage, act: Act, calls: Map<string, Promise<void>>): Promise<void> {
  if (act.kind === 'sms') return sendSms(stage, act);
  const before = calls.get(act.msisdn);
  const calling = (before ?? Promise.resolve()).then(() => call(stage, act));
  calls.set(act.msisdn, calling);
  return calling.finally(() => {
    if (calls.get(act.msisdn) === calling) calls.delete(act.msisdn);
  });
}

async function sendSms(stage: Stage, act: SmsAct): Promise<void> {
  const { operator, tally, ledger } = stage;
  const { id, msisdn, text } = act;
  const isSmpp = act.way === 'smpp' && operator !== null;
  const begun = performance.now();
  const isAcknowledged = isSmpp ? await operator.deliver(msisdn, text, receiver) : await postSms(stage, act);
  if (isAcknowledged) acknowledged(tally, begun);
  await ledger.append({
    ...{ kind: isSmpp ? 'smpp' : 'sms', id, msisdn, digest: digestOf(text), receipt: '', isAcknowledged },
  });
  for (let left = isSmpp || !isAcknowledged ? 0 : act.repeats; left > 0; left -= 1) {
    await postSms(stage, act);
    tally.repeats += 1;
  }
}

async function postSms({ lines, path, token, tally }: Stage, act: SmsAct): Promise<boolean> {
  const date = new Date(Date.now() - act.lateMs).toISOString();
  const form = { id: act.id, from: act.msisdn, to: receiver, date, text: act.text };
  const reply = await lines.post(`${path}/sms?token=${token}`, form);
  if (reply !== null && reply.status !== 200) refuse(tally, `${act.id}: status ${reply.status}`);
  return reply?.status === 200;
}

/** Dials and types; what is handed in is acknowledged by a last screen with a receipt. */
async function call(stage: Stage, act: CallAct): Promise<void> {
  const { tally, ledger } = stage;
  const { id, msisdn } = act;
  let screen: string | null = null;
  let begun = performance.now();
  for (let typed = 0; typed <= act.tokens.length; typed += 1) {
    if (typed > 0 && stage.speed > 0) await pause(typingMs / stage.speed);
    begun = performance.now();
    screen = await dial(stage, act, typed);
    if (screen === null || screen.startsWith('END ')) break;
  }
  if (act.isDropped) return;
  const receipt = screen?.startsWith('END ') ? receiptOnScreen.exec(screen)?.[1] : undefined;
  await ledger.append({
    ...{
      kind: 'ussd',
      id,
      msisdn,
      digest: '',
      receipt: receipt ?? '',
      isAcknowledged: receipt !== undefined,
    },
  });
  if (receipt === undefined) {
    if (screen !== null) tally.strayed += 1;
    return;
  }
  acknowledged(tally, begun);
  for (let left = act.repeats; left > 0; left -= 1) {
    const again = await dial(stage, act, act.tokens.length);
    tally.repeats += 1;
    if (again !== null && again !== screen) refuse(tally, `${id}: the same request got other bytes`);
  }
}

async function dial(
  { lines, path, token, tally }: Stage,
  act: CallAct,
  typed: number,
): Promise<string | null> {
  const text = act.tokens.slice(0, typed).join('*');
  const form = { sessionId: act.id, phoneNumber: act.msisdn, serviceCode, text };
  const reply = await lines.post(`${path}/ussd?token=${token}`, form);
  tally.steps += 1;
  if (reply === null) return null;
  if (reply.status !== 200) refuse(tally, `${act.id}: status ${reply.status}`);
  return reply.status === 200 ? reply.body : null;
}

function acknowledged(tally: PlayTally, begun: number): void {
  tally.acknowledged += 1;
  tally.latencies.push(performance.now() - begun);
}

function refuse(tally: PlayTally, line: string): void {
  if (tally.refused.length < mostRefusals) tally.refused.push(line);
}
