import type { Outcome, StoredReport } from '../report/types.ts';

/** Why a message is on the console's desk. `stuck`: set aside after failing several times. */
export const deskKinds = ['held', 'flagged', 'rejected', 'stuck'] as const;
export type DeskKind = (typeof deskKinds)[number];

/**
 * What may be done with a message on the desk. `mend`: its text, put right, is read as its sender's; `approve`: a held
 * report goes to the records, a flagged one counts as seen; `return`: to its sender, with the reason; `withdraw`: as
 * if it had never been; `retry`: read again as it is; `close`: nothing is to come of it.
 */
export const deskActs = ['mend', 'approve', 'return', 'withdraw', 'retry', 'close'] as const;
export type DeskAct = (typeof deskActs)[number];

/** Acts on reports: each is a message that a worker reads. */
export const reportActs = ['mend', 'approve', 'return', 'withdraw'] as const;

/** One message as the desk acts on it. */
export interface DeskItem {
  /** That of its inbox row, and of its report. */
  readonly id: string;
  readonly inboxState: 'pending' | 'done' | 'stuck';
  readonly kind: 'sms' | 'ussd';
  readonly channel: string;
  readonly sender: string;
  readonly receivedAt: Date;
  /** Of its report; null while it has none. */
  readonly outcome: Outcome | null;
  /** Why it was refused. */
  readonly reason: string | null;
  /** Whose message it is; null for a number that is nobody's. */
  readonly officerId: number | null;
  /** The household that was meant, where one was read. */
  readonly idbdt: string | null;
  /** What it reports; null where nothing could be read. */
  readonly stored: StoredReport | null;
  /** Whether what it reports looks odd: remarks stand with it. */
  readonly hasRemarks: boolean;
  /** Acts on it that took effect. */
  readonly acts: number;
}

/**
 * Says how a message stood when somebody looked at it. Any change that matters for an act, by whomever and whichever
 * way, makes it another one.
 */
export function deskVersion(item: DeskItem): string {
  const { stored, inboxState, acts } = item;
  const outcome = stored?.outcome ?? item.outcome ?? 'unread';
  const marks = [
    stored?.review ?? '',
    stored?.isWithdrawn ? 'withdrawn' : '',
    stored?.isSuperseded ? 'superseded' : '',
  ];
  return [inboxState, outcome, ...marks.filter(Boolean), acts].join('.');
}

/** Acts that a message is open to as it stands, whoever asks. */
export function openActs(item: DeskItem): readonly DeskAct[] {
  const { stored, inboxState, acts } = item;
  if (inboxState === 'pending') return [];
  if (inboxState === 'stuck')
    return item.officerId === null ? ['retry', 'close'] : ['mend', 'retry', 'close'];
  const outcome = stored?.outcome ?? item.outcome;
  if (outcome === 'rejected' && !stored?.review && acts === 0) {
    return item.officerId === null ? ['close'] : ['mend', 'close'];
  }
  if (stored === null || stored.isWithdrawn || outcome === 'rejected') return [];
  if (outcome === 'ask') return ['mend', 'withdraw'];
  if (outcome === 'held') {
    return stored.isSuperseded ? ['withdraw'] : ['mend', 'approve', 'return', 'withdraw'];
  }
  return stored.review ? ['mend', 'return', 'withdraw'] : ['mend', 'approve', 'return', 'withdraw'];
}
