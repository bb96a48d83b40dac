import type { DeliveryState } from '../../ports.ts';

/**
 * Delivery statuses of https://developers.africastalking.com/docs/sms/notifications. `Expired` and `AbsentSubscriber`
 * are final there: the provider tries no more.
 */
export const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ['Sent', 'sent'],
  ['Submitted', 'sent'],
  ['Buffered', 'sent'],
  ['Success', 'delivered'],
  ['Rejected', 'failed'],
  ['Failed', 'failed'],
  ['AbsentSubscriber', 'failed'],
  ['Expired', 'failed'],
]);

/**
 * Status codes of a sending, https://developers.africastalking.com/docs/sms/sending/bulk. The retryable ones pass
 * with time or by an operator's hand (balance, sender id, gateway).
 */
export const sendCodes: ReadonlyMap<
  number,
  { readonly name: string; readonly fate: 'good' | 'retry' | 'failed' }
> = new Map([
  [100, { name: 'Processed', fate: 'good' }],
  [101, { name: 'Sent', fate: 'good' }],
  [102, { name: 'Queued', fate: 'good' }],
  [401, { name: 'RiskHold', fate: 'failed' }],
  [402, { name: 'InvalidSenderId', fate: 'retry' }],
  [403, { name: 'InvalidPhoneNumber', fate: 'failed' }],
  [404, { name: 'UnsupportedNumberType', fate: 'failed' }],
  [405, { name: 'InsufficientBalance', fate: 'retry' }],
  [406, { name: 'UserInBlacklist', fate: 'failed' }],
  [407, { name: 'CouldNotRoute', fate: 'failed' }],
  [409, { name: 'DoNotDisturbRejection', fate: 'failed' }],
  [500, { name: 'InternalServerError', fate: 'retry' }],
  [501, { name: 'GatewayError', fate: 'retry' }],
  [502, { name: 'RejectedByGateway', fate: 'retry' }],
] as const);

/** Of these, those that meet every message alike until an operator's hand mends them: sender id, balance. */
export const wayClosedCodes: ReadonlySet<number> = new Set([402, 405]);
