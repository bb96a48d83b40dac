import type { AuditEntry, NewDeskAct } from '../ports.ts';
import type { WorkSource } from './work-entries.ts';

/** What an act of the console enters once it took effect; nothing where it was refused. */
export function deskActsOf({ inbound, verdict, desk, now }: WorkSource): NewDeskAct[] {
  const { deskAct, message } = inbound;
  if (!deskAct || !desk || verdict.outcome === 'rejected') return [];
  const { act, of, by, text } = deskAct;
  const reason = act === 'mend' ? null : text;
  return [{ of, number: desk.acts + 1, act, messageId: message.id, by, reason, at: now }];
}

/** Every act of the console in the audit, refused ones too; a review has an entry of its own. */
export function deskAudit({ inbound, verdict, desk, now }: WorkSource): AuditEntry[] {
  const { deskAct, message } = inbound;
  if (!deskAct || verdict.review) return [];
  const { act, of, by } = deskAct;
  const details = { idbdt: desk?.idbdt ?? null, outcome: verdict.outcome, reason: verdict.reason };
  const target = { action: `${act}-report`, targetKind: 'report', target: of } as const;
  const who = { officerId: null, userId: by.userId, via: 'console' } as const;
  return [{ at: now, ...who, ...target, inboxId: message.id, details }];
}
