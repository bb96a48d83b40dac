import type { HandOver } from '../../channels/gammu/schema.ts';
import type { Fate } from '../../channels/gammu/spool.ts';

/** SMSD waits for us, two minutes at most: a gateway that does not answer soon is asked again later. */
const timeoutMs = 10_000;

/** Statuses by which the gateway says that it will never take this one. */
const refusedStatuses = new Set([400, 413]);

/** Hands an entry to the running gateway. Never throws; `later` where it is away, stops, or knows no such channel. */
export async function post(url: string, token: string, { action, fields }: HandOver): Promise<Fate> {
  try {
    const answer = await fetch(`${url}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-channel-token': token },
      body: JSON.stringify(fields),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.text();
    if (answer.ok) return 'taken';
    return refusedStatuses.has(answer.status) ? 'refused' : 'later';
  } catch {
    return 'later';
  }
}
