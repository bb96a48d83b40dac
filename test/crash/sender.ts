import { setTimeout as pause } from 'node:timers/promises';
import type { Sent } from './ledger.ts';
import type { Delivery, Submission, Traffic } from './traffic.ts';

/** What the sender has counted so far. */
export interface Tally {
  /** Deliveries that got their acknowledgement, repeats too. */
  acknowledged: number;
  /** Requests that were sent again because they got none. */
  retried: number;
  /** Answers that no right gateway gives, one line each. */
  readonly refused: string[];
}

export interface Sender {
  readonly tally: Tally;
  readonly deliveryCount: number;
  /** Share of the deliveries that are through, acknowledged or refused: 1 at the end. */
  progress(): number;
  /** Sends all of it; ends early, without error, when the signal is aborted. */
  send(signal: AbortSignal): Promise<void>;
  sent(): Sent[];
}

const requestTimeoutMs = 5_000;
const firstRetryMs = 50;
const longestRetryMs = 800;
const receiptOnScreen = /\b([A-HJ-NP-Z2-9]{5})\.?$/;

/** A provider: sends all lanes at once, and again whatever was not acknowledged, with the same id and text. */
export function makeSender(traffic: Traffic, channelUrl: string, token: string): Sender {
  const tally: Tally = { acknowledged: 0, retried: 0, refused: [] };
  const deliveryCount = traffic.lanes.flat().length;
  const lastAnswers = new Map<Submission, string>();

  async function deliver({ submission, isRepeat }: Delivery, signal: AbortSignal): Promise<void> {
    const last = submission.texts.length - 1;
    for (const [index, text] of submission.texts.entries()) {
      if (isRepeat && index < last) continue;
      const { action, fields } = requestOf(submission, text);
      const answer = await post(`${channelUrl}/${action}?token=${token}`, fields, tally, signal);
      const problem = problemOf(submission, answer, index === last, lastAnswers.get(submission));
      if (problem !== null) {
        tally.refused.push(`${submission.id}, request ${index + 1}: ${problem}`);
        return;
      }
      if (index === last) lastAnswers.set(submission, answer.text);
    }
    tally.acknowledged += 1;
  }

  async function sendLane(lane: readonly Delivery[], signal: AbortSignal): Promise<void> {
    for (const delivery of lane) {
      if (signal.aborted) return;
      await deliver(delivery, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  return {
    tally,
    deliveryCount,
    progress: () => (tally.acknowledged + tally.refused.length) / deliveryCount,
    async send(signal) {
      await Promise.all(traffic.lanes.map((lane) => sendLane(lane, signal)));
    },
    sent: () =>
      traffic.submissions.map((submission) => {
        const answer = lastAnswers.get(submission);
        const receipt = submission.way === 'sms' ? null : (receiptOnScreen.exec(answer ?? '')?.[1] ?? null);
        return { submission, isAcknowledged: answer !== undefined, receipt };
      }),
  };
}

function requestOf({ id, way, household }: Submission, text: string) {
  const { msisdn } = household.officer;
  return way === 'sms'
    ? { action: 'sms', fields: { id, from: msisdn, to: '94940', text } }
    : { action: 'ussd', fields: { sessionId: id, phoneNumber: msisdn, serviceCode: '*384*94#', text } };
}

interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** Posts until something but a fault of the server's comes back. @throws AbortError once the signal is aborted. */
async function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  tally: Tally,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(longestRetryMs, retryMs * 2)) {
    const answer = await postOnce(url, fields, signal);
    if (answer !== null && answer.status < 500) return answer;
    await pause(retryMs, undefined, { signal });
    tally.retried += 1;
  }
}

/** Null where no whole answer came: refused, cut off, too late. */
async function postOnce(
  url: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

function problemOf(
  { way }: Submission,
  { status, text }: HttpAnswer,
  isLast: boolean,
  before: string | undefined,
): string | null {
  if (status !== 200) return `status ${status}`;
  if (way === 'sms') return null;
  if (!isLast) return text.startsWith('CON ') ? null : 'the dialogue ended before its end';
  if (!text.startsWith('END ') || !receiptOnScreen.test(text)) return 'the last screen shows no receipt';
  return before === undefined || before === text ? null : 'the same request got other bytes';
}
