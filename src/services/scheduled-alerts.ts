import { localDayOf, timeZoneOf } from '../domain/identity/time-zone.ts';
import type { Messages } from '../domain/messages.ts';
import { leftOf, silenceAlert } from '../domain/workflow/digest.ts';
import { dayMs, startOfDay } from '../domain/workflow/quiet-hours.ts';
import type { ScheduledJob } from '../domain/workflow/schedule.ts';
import type { NoticeMark, ScheduledOfficer, ScheduleStore } from '../ports.ts';
import type { SendScheduled } from './run-schedule.ts';

/** An enumerator, and the local day on which their silence began: the mark, so that each silence is told of once. */
interface Silent extends NoticeMark {
  readonly name: string;
  readonly leader: ScheduledOfficer;
}

/**
 * Word to the superior when nothing came for some days of an enumerator who has households left. Who never sent
 * anything is silent since they are known.
 */
export function makeSendAlerts(store: ScheduleStore, messages: Messages, silentDays: number): SendScheduled {
  return async (job, officers, { deliver, now }) => {
    const silent = await findSilent(store, job, officers, silentDays);
    return deliver('alert', silent, (fresh) =>
      [...byLeader(fresh)].map(([leader, members]) => ({
        officerId: leader.id,
        kind: 'alert',
        text: silenceAlert(
          { messages, language: leader.language },
          members.map(({ name }) => name),
          silentDays,
        ),
        createdAt: now,
        expiresAt: job.expiresAt,
      })),
    );
  };
}

async function findSilent(
  store: ScheduleStore,
  { dayBegan }: ScheduledJob,
  leaders: readonly ScheduledOfficer[],
  silentDays: number,
): Promise<Silent[]> {
  const teams = await store.listSubordinates(leaders.map(({ id }) => id));
  const members = leaders.flatMap((leader) =>
    (teams.get(leader.id) ?? []).map((member) => ({ leader, member })),
  );
  const lastHeard = await store.findLastHeard(members.map(({ member }) => member.id));
  const silent = members.flatMap(({ leader, member }) => {
    const since = lastHeard.get(member.id) ?? member.createdAt;
    const zone = timeZoneOf(member.areas[0] ?? '');
    const days = Math.round((dayBegan.getTime() - startOfDay(since, zone).getTime()) / dayMs);
    return days >= silentDays ? [{ leader, member, day: localDayOf(since, zone) }] : [];
  });
  const areas = await store.findAreas(silent.flatMap(({ member }) => member.areas));
  const hasLeft = ({ areas: codes }: ScheduledOfficer) =>
    codes.some((code) => leftOf(areas.get(code) ?? { target: 0, visited: 0 }) > 0);
  return silent
    .filter(({ member }) => hasLeft(member))
    .map(({ leader, member, day }) => ({ officerId: member.id, day, name: member.name, leader }));
}

function byLeader(silent: readonly Silent[]): Map<ScheduledOfficer, Silent[]> {
  const groups = new Map<ScheduledOfficer, Silent[]>();
  for (const member of silent) groups.set(member.leader, [...(groups.get(member.leader) ?? []), member]);
  return groups;
}
