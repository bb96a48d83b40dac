import type { DeliveryState } from '../../ports.ts';

/** What SMPP 3.4 calls success; every code below is of its section 5.1.3 (table 5-2). */
export const okStatus = 0x00;

/** Answers of ours: "message queue full" and "temporary error of the receiver", both of which the SMSC tries again. */
export const answers = {
  ok: okStatus,
  invalidSource: 0x0a,
  queueFull: 0x14,
  invalidService: 0x15,
  temporary: 0x64,
  permanent: 0x65,
} as const;

/**
 * Statuses by which the SMSC took nothing, and may take it later. All other ones are final. Bind failures are among
 * them: an operator's hand mends the account.
 */
export const retryableStatuses: ReadonlyMap<number, string> = new Map([
  [0x04, 'ESME_RINVBNDSTS'],
  [0x08, 'ESME_RSYSERR'],
  [0x0d, 'ESME_RBINDFAIL'],
  [0x14, 'ESME_RMSGQFUL'],
  [0x45, 'ESME_RSUBMITFAIL'],
  [0x58, 'ESME_RTHROTTLED'],
  [0x64, 'ESME_RX_T_APPN'],
  [0xfe, 'ESME_RDELIVERYFAILURE'],
  [0xff, 'ESME_RUNKNOWNERR'],
]);

/** Statuses by which the SMSC takes nothing for now, whatever the message: wrong bind state, full queue, too fast. */
export const wayClosedStatuses: ReadonlySet<number> = new Set([0x04, 0x0d, 0x14, 0x58]);

/** Words of a receipt's `stat:`, SMPP 3.4 appendix B. UNKNOWN is no final state: null leaves the message as it is. */
export const receiptWords: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['ENROUTE', 'sent'],
  ['ACCEPTD', 'sent'],
  ['DELIVRD', 'delivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'failed'],
  ['UNDELIV', 'failed'],
  ['REJECTD', 'failed'],
]);

/** Values of the parameter message_state, SMPP 3.4 section 5.2.28, as the words above. */
export const messageStates: ReadonlyMap<number, string> = new Map([
  [1, 'ENROUTE'],
  [2, 'DELIVRD'],
  [3, 'EXPIRED'],
  [4, 'DELETED'],
  [5, 'UNDELIV'],
  [6, 'ACCEPTD'],
  [7, 'UNKNOWN'],
  [8, 'REJECTD'],
]);
