import { seesArea, type User } from '../../domain/workflow/console-user.ts';
import { nation } from '../../domain/workflow/progress.ts';
import { codesAbove } from './fields.ts';
import type { Crumb } from './reply.ts';
import type { UserVisit } from './route.ts';

/** The way from the highest area that the user sees down to one, itself included. */
export async function areaCrumbs(
  code: string,
  { user, stores }: Pick<UserVisit, 'user' | 'stores'>,
): Promise<Crumb[]> {
  const codes = [nation, ...codesAbove(code)].filter((above) => seesArea(user, above));
  const areas = await stores.progress.readAreas(codes);
  return areas.map((area) => ({ text: area.name, href: `/areas/${area.code}` }));
}

/** Where a user begins: their area. */
export function homeOf({ areas }: Pick<User, 'areas'>): string {
  return `/areas/${areas[0] ?? nation}`;
}
