import type { Instrument } from '../instrument/instrument.ts';
import { householdColumns } from '../report/columns.ts';
import { completenessOf } from '../report/completeness.ts';
import type { RecordState } from '../report/record.ts';
import { isBlank } from '../report/same-value.ts';
import type { RecordRow } from '../report/types.ts';
import { type ChainColumns, noApproval, placeColumns } from './chain-columns.ts';

/** Where a household lands by its result, its photos and what is still to come of it; null before any visit. */
export function landingOf(
  instrument: Instrument,
  state: RecordState,
): { readonly status: string; readonly stereotype: string; readonly foto_tertunda: number } | null {
  const { workflow, submitted } = instrument.mapping;
  const { household } = state;
  const step = workflow.get(Number(household?.[householdColumns.result] ?? undefined));
  if (step === undefined) return null;
  const pending = Math.max(0, step.photosPending - Number(household?.foto_tersimpan ?? 0));
  const isSubmitted = step.photosPending > 0 && pending === 0 && completenessOf(instrument, state).isComplete;
  const place = isSubmitted && submitted !== null ? placeColumns(submitted) : step;
  return { status: place.status, stereotype: place.stereotype, foto_tertunda: pending };
}

/**
 * Where a household stands after a report or a withdrawal changed its records: what was sent back and is reported
 * again enters the chain anew, and an approval of what has changed is void. One that has not changed stays where it
 * stands.
 *
 * @param isKept whether the household was approved and its records say what they said.
 */
export function standAfter(
  instrument: Instrument,
  before: RecordRow | null,
  after: RecordState,
  isKept: boolean,
): ChainColumns {
  if (isKept && before !== null) return chainOf(before);
  const { household } = after;
  const landing = landingOf(instrument, after);
  if (landing !== null) return { ...landing, ...noApproval };
  return household === null || isBlank(household.approved_by) ? {} : noApproval;
}

/**
 * What photos make of a household: they are counted, and one that waited for nothing else goes on.
 *
 * @param stored photos of the household that the ministry's store has.
 */
export function countPhotos(instrument: Instrument, state: RecordState, stored: number): ChainColumns {
  const { household } = state;
  if (household === null) return {};
  const counted = { ...household, foto_tersimpan: stored };
  const landing = landingOf(instrument, { ...state, household: counted });
  if (landing === null) return { foto_tersimpan: stored };
  const photos = { foto_tersimpan: stored, foto_tertunda: landing.foto_tertunda };
  if (household.status !== waitingPlace(instrument, household)) return photos;
  const [first] = instrument.mapping.chain;
  const isApproved = first !== undefined && !isBlank(household.approved_by) && first.from.has(landing.status);
  return { ...photos, ...(isApproved ? placeColumns(first.to) : landing) };
}

/** The place where a household waits for its photos; null where its result needs none. */
function waitingPlace({ mapping }: Instrument, household: RecordRow): string | null {
  const step = mapping.workflow.get(Number(household[householdColumns.result] ?? undefined));
  return step === undefined || step.photosPending === 0 ? null : step.status;
}

function chainOf(household: RecordRow): ChainColumns {
  const held = (column: keyof ChainColumns) => {
    const value = household[column];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
  return {
    status: held('status'),
    stereotype: held('stereotype'),
    foto_tertunda: held('foto_tertunda'),
    approved_by: held('approved_by'),
    approved_at: held('approved_at'),
    confirmed_by: held('confirmed_by'),
  };
}
