/**
 * The ports: what services need of the outside, as types only.
 *
 * Glossary
 * - Area (wilayah): a place by BPS code: 2 digits province, 4 regency, 7 sub-district, 10 village.
 * - Officer (petugas): a person of the field staff: one MSISDN, one role, one or more areas.
 * - Prelist: the households that an area is to visit, with their known members.
 * - Instrument: the questionnaire as data.
 * - Report: one reading of one inbound message or dialogue.
 * - Outcome: accepted, repaired, ask, held, rejected.
 * - Record: a DTKS row, of a household (UDRT) or a member (UDART).
 * - Revision: what a report changed in a record, before and after.
 * - Channel: one number or code at one provider.
 * - Inbox, outbox: what came in, what goes out.
 * - Screen, page, hop: one USSD display, a part of a long one, one round trip.
 * - Session: one call of the network, theirs. Draft: a person's unfinished form, ours, which outlives sessions.
 * - Segment, septet: parts of an SMS, and its 7-bit characters.
 */

export type * from './ports/channel-health.ts';
export * from './ports/channels.ts';
export type * from './ports/clock-and-log.ts';
export type * from './ports/console.ts';
export type * from './ports/costs.ts';
export type * from './ports/desk.ts';
export type * from './ports/directory.ts';
export type * from './ports/inbox.ts';
export type * from './ports/lists.ts';
export type * from './ports/outbox.ts';
export type * from './ports/phone.ts';
export type * from './ports/processing.ts';
export type * from './ports/progress.ts';
export type * from './ports/queue.ts';
export type * from './ports/rate-limits.ts';
export type * from './ports/schedule.ts';
export type * from './ports/staff.ts';
export type * from './ports/training.ts';
export type * from './ports/uploads.ts';
export type * from './ports/ussd.ts';
