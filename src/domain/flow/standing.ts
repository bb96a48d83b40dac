import type { Instrument } from '../instrument/instrument.ts';
import type { AreaWork } from '../workflow/desk.ts';
import type { Role } from '../workflow/roles.ts';
import { stepOf } from '../workflow/status-chain.ts';
import type { View } from './node-type.ts';
import { say } from './words.ts';

const labels: Readonly<Partial<Record<Role, string>>> = {
  pengawas: 'screen.step.pengawas',
  korkab: 'screen.step.korkab',
  korwil: 'screen.step.korwil',
};
const photos = 'screen.step.photos';
const finished = 'screen.step.finished';

export const standingKeys = [photos, ...Object.values(labels), finished];

type ByStatus = AreaWork['byStatus'];

/** How many of an area's households wait for the officer to take them a step on. */
export function waitingFor({ instrument, state }: View, byStatus: ByStatus): number {
  return countAt(byStatus, stepOf(instrument, state.officer.role)?.from ?? []);
}

/** At which steps of the chain an area's households stand, those left out where none does; empty where none at all. */
export function standingText(view: View, byStatus: ByStatus): string {
  return placesOf(view.instrument)
    .map(({ label, statuses }) => ({ label, count: countAt(byStatus, statuses) }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => say(view, label, { count }))
    .join(', ');
}

/** The longest that {@link standingText} can make. */
export function longestStandingText(view: View): string {
  return placesOf(view.instrument)
    .map(({ label }) => say(view, label, { count: 888_888 }))
    .join(', ');
}

/** What is wrong with the words for the steps of an instrument. */
export function standingFaults({ mapping }: Instrument): string[] {
  return mapping.chain
    .filter(({ role }) => labels[role] === undefined)
    .map(({ role }) => `there is no text for the step of ${role}`);
}

function placesOf({ mapping }: Instrument) {
  const pending = [...mapping.workflow.values()].filter(({ photosPending }) => photosPending > 0);
  const last = mapping.chain.at(-1);
  return [
    { label: photos, statuses: pending.map(({ status }) => status) },
    ...mapping.chain.map(({ role, from }) => ({ label: labels[role] ?? photos, statuses: [...from] })),
    { label: finished, statuses: last === undefined ? [] : [last.to.code] },
  ];
}

function countAt(byStatus: ByStatus, statuses: Iterable<string>): number {
  return [...new Set(statuses)].reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}
