import type { MessageCall } from '../report/types.ts';
import type { PinVerdict } from '../workflow/pin.ts';

const mostMinutes = 90;

/** Why a PIN was not taken, in words for a screen. */
export function pinReason({ outcome, figure }: PinVerdict): MessageCall {
  const count = figure ?? 0;
  if (outcome === 'wrong') return { key: 'reason.pin-wrong', values: { left: count } };
  if (outcome !== 'paused') return { key: 'reason.pin-refused', values: {} };
  if (count <= mostMinutes) return { key: 'reason.pin-paused', values: { minutes: count } };
  return { key: 'reason.pin-paused-hours', values: { hours: Math.ceil(count / 60) } };
}

/** The reasons that the keeper of the PINs can give, each with its longest values. */
export const longestPinReasons: readonly MessageCall[] = [
  { key: 'reason.pin-wrong', values: { left: 8 } },
  { key: 'reason.pin-refused', values: {} },
  { key: 'reason.pin-paused', values: { minutes: 88 } },
  { key: 'reason.pin-paused-hours', values: { hours: 24 } },
];
