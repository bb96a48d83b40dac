import type { ReviewStep } from '../../instrument/instrument.ts';
import type { Verdict } from '../../report/types.ts';
import { mayDo, type Place } from '../../workflow/authority.ts';
import type { ReviewKind, WaitingCount } from '../../workflow/review.ts';
import { areaColumns, stepOf } from '../../workflow/status-chain.ts';
import { noWork, type Reading } from '../command.ts';
import { answered, refused, say } from '../verdicts.ts';

/** Takes every household of an area that waits for the officer's step, or sends all of them back. */
export function reviewArea(
  reading: Reading,
  code: string,
  review: ReviewKind,
  reason: string | null,
): Verdict {
  const { instrument, parsed, officer, facts } = reading;
  const { areas, waiting } = facts.work ?? noWork;
  const area = areas.get(code);
  const place: Place = { of: 'area', code, isKnown: area !== undefined };
  const denial = mayDo(officer, 'step', place);
  const step = stepOf(instrument, officer.role);
  if (denial !== null || area === undefined || step === undefined) {
    const why = denial ?? 'unknown-area';
    return refused(
      parsed,
      why,
      say(`answer.${why === 'other-area' ? 'area-not-yours' : why}`, { area: code }),
    );
  }
  const from = placesFrom(step, review);
  const taken = (waiting.get(code) ?? []).filter(({ status }) => from.includes(status));
  const count = taken.reduce((sum, waits) => sum + waits.count, 0);
  const names = { area: code, name: area.name, count };
  if (count === 0) return refused(parsed, 'nothing-waits', say('answer.nothing-waits', names));
  const columns = areaColumns(instrument, step, review, officer.id);
  const verdict = {
    ...answered(parsed, say(`answer.area-${review}`, names)),
    areaStep: { review, areaCode: code, from, columns, count, reason },
  };
  if (review === 'approved') return verdict;
  const notices = byReporter(taken).map(([officerId, own]) => ({
    officerId,
    message: say('notice.area-returned', { area: code, name: area.name, count: own, reason: reason ?? '' }),
  }));
  return { ...verdict, notices };
}

/** Only what waits for the step goes on or back in bulk; what was taken further is sent back one by one. */
function placesFrom({ from, backFrom }: ReviewStep, review: ReviewKind): string[] {
  return [...from].filter((status) => review === 'approved' || backFrom.has(status));
}

function byReporter(waits: readonly WaitingCount[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const { reporterId, count } of waits) {
    if (reporterId !== null) counts.set(reporterId, (counts.get(reporterId) ?? 0) + count);
  }
  return [...counts];
}
