import type { Messages } from '../domain/messages.ts';
import {
  areaDigest,
  type Coverage,
  enumeratorDigest,
  leftOf,
  type MemberDay,
  type Speech,
  teamDigest,
} from '../domain/workflow/digest.ts';
import { dayMs } from '../domain/workflow/quiet-hours.ts';
import type { ScheduledJob } from '../domain/workflow/schedule.ts';
import type { HeardFigures, ScheduledOfficer, ScheduleStore } from '../ports.ts';
import type { SendScheduled } from './run-schedule.ts';

const nothingHeard: HeardFigures = { messages: 0, accepted: 0, held: 0, toMend: 0 };

/**
 * The evening's figures: to enumerators of their own reports, to supervisors of their team, to coordinators of their
 * areas. Nothing goes to an enumerator who sent nothing, and to a leader of whose people none sent anything and none
 * has anything left to do.
 */
export function makeSendDigests(store: ScheduleStore, messages: Messages): SendScheduled {
  return async (job, officers, { deliver, now }) => {
    const day = await readDay(store, job, officers);
    const texts = new Map<number, string>();
    for (const officer of officers) {
      const text = digestOf(officer, day, { messages, language: officer.language });
      if (text !== null) texts.set(officer.id, text);
    }
    const marks = [...texts].map(([officerId, text]) => ({ officerId, day: job.day, text }));
    return deliver('digest', marks, (fresh) =>
      fresh.map(({ officerId, text }) => ({
        officerId,
        kind: 'digest',
        text,
        createdAt: now,
        expiresAt: job.expiresAt,
      })),
    );
  };
}

/** All that the digests of a page of officers tell of. */
interface Day {
  readonly teams: ReadonlyMap<number, readonly ScheduledOfficer[]>;
  readonly heard: ReadonlyMap<number, HeardFigures>;
  readonly areas: ReadonlyMap<string, Coverage & { readonly name: string }>;
}

async function readDay(
  store: ScheduleStore,
  job: ScheduledJob,
  officers: readonly ScheduledOfficer[],
): Promise<Day> {
  const leaders = officers.filter(({ role }) => role !== 'enumerator');
  const teams = leaders.length === 0 ? new Map<number, ScheduledOfficer[]>() : await store.listTeams(leaders);
  const everybody = [...officers, ...[...teams.values()].flat()];
  const ids = [...new Set(everybody.map(({ id }) => id))];
  const until = new Date(job.dayBegan.getTime() + dayMs);
  const heard = await store.countHeard(ids, job.dayBegan, until);
  const areas = await store.findAreas(everybody.flatMap((officer) => officer.areas));
  return { teams, heard, areas };
}

function digestOf(officer: ScheduledOfficer, day: Day, speech: Speech): string | null {
  if (officer.role === 'enumerator') {
    return enumeratorDigest(
      speech,
      day.heard.get(officer.id) ?? nothingHeard,
      leftOf(coverageOf(officer, day)),
    );
  }
  const team = (day.teams.get(officer.id) ?? []).map((member) => memberDay(member, day));
  if (officer.role === 'pengawas') return teamDigest(speech, team);
  return areaDigest(speech, placeOf(officer, day), coverageOf(officer, day), team);
}

function memberDay(member: ScheduledOfficer, day: Day): MemberDay {
  const { messages, ...figures } = day.heard.get(member.id) ?? nothingHeard;
  return { name: member.name, ...figures, isHeard: messages > 0, left: leftOf(coverageOf(member, day)) };
}

function coverageOf({ areas }: ScheduledOfficer, day: Day): Coverage {
  const known = areas.flatMap((code) => day.areas.get(code) ?? []);
  return {
    target: known.reduce((sum, { target }) => sum + target, 0),
    visited: known.reduce((sum, { visited }) => sum + visited, 0),
  };
}

function placeOf({ areas }: ScheduledOfficer, day: Day) {
  const [first = ''] = areas;
  return { name: day.areas.get(first)?.name ?? first, others: Math.max(0, areas.length - 1) };
}
