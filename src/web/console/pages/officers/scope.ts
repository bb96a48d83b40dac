import { z } from 'zod';
import { seesArea } from '../../../../domain/workflow/console-user.ts';
import { nation } from '../../../../domain/workflow/progress.ts';
import { type Role, roles } from '../../../../domain/workflow/roles.ts';
import type { OfficerRecord } from '../../../../ports.ts';
import type { UserVisit } from '../../route.ts';

export const OfficerInput = z.object({
  code: z
    .string()
    .regex(/^\d{7}$/)
    .describe('code of the officer'),
});
type OfficerInput = z.output<typeof OfficerInput>;

export async function readByCode(code: string, { stores }: UserVisit): Promise<OfficerRecord | null> {
  const id = await stores.staff.findId(code);
  return id === null ? null : stores.staff.read(id);
}

/** The officer of a code or a number as people write it; null for nobody. */
export function officerIdOf(given: string, { stores }: UserVisit): Promise<number | null> {
  return stores.staff.findId(
    /^\d{7}$/.test(given.trim()) ? given.trim() : (stores.readMsisdn(given) ?? given),
  );
}

/** Where an officer is: whoever answers for one of their areas sees them; of one without areas, the nation. */
export async function seenAt({ code }: OfficerInput, visit: UserVisit): Promise<readonly string[] | null> {
  const officer = await readByCode(code, visit);
  if (!officer) return null;
  const areas = await areasOf(officer, visit);
  const seen = areas.filter((area) => seesArea(visit.user, area));
  return seen.length > 0 ? seen : areas;
}

/** Whoever changes an officer answers for all their areas and stands above them; else it takes the nation's. */
export async function keptAt({ code }: OfficerInput, visit: UserVisit): Promise<readonly string[] | null> {
  const officer = await readByCode(code, visit);
  if (!officer) return null;
  return isBelow(officer.role, visit) ? areasOf(officer, visit) : [nation];
}

/** Whether officers of a role are below the user. Administrators and the national office keep all. */
export function isBelow(role: Role, { user }: UserVisit): boolean {
  const own = keeperRole(user.role);
  return own === null || roles.indexOf(role) < roles.indexOf(own);
}

/** The role in the field below which a user keeps officers; null: all. */
export function keeperRole(role: UserVisit['user']['role']): Role | null {
  return role === 'admin' || role === 'pusat' ? null : role;
}

/** The areas of somebody who was replaced are those of who came after. */
async function areasOf(officer: OfficerRecord, visit: UserVisit): Promise<readonly string[]> {
  let last: OfficerRecord | null = officer;
  while (last && last.areas.length === 0 && last.replacedBy !== null)
    last = await readByCode(last.replacedBy, visit);
  return last && last.areas.length > 0 ? last.areas : [nation];
}
