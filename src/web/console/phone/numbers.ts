import { seesArea, type User } from '../../../domain/workflow/console-user.ts';
import type { PhoneNumber } from '../../../ports.ts';
import type { UserVisit, Visit } from '../route.ts';

/**
 * The numbers that somebody's phone may be: of the demo area those they see, test numbers for who keeps the gateway.
 *
 * @param user null for nobody: then it must be this machine itself, and the demo's numbers alone.
 */
export async function numbersFor(visit: Visit, user: User | null): Promise<readonly PhoneNumber[]> {
  const numbers = await visit.stores.phone.numbers();
  return numbers.filter(({ kind, areas }) => {
    if (user === null) return kind === 'demo' && visit.isFromHere;
    return kind === 'test' ? user.role === 'admin' : areas.every((area) => seesArea(user, area));
  });
}

/** The number that an officer's code names. */
export async function numberAs(visit: Visit, user: User | null, code: string): Promise<PhoneNumber | null> {
  return (await numbersFor(visit, user)).find((number) => number.code === code) ?? null;
}

/** The areas of the officer whose phone a user wants to be; null for a number that is not for this phone. */
export async function areasOfNumber(
  { stores, user }: UserVisit,
  code: string,
): Promise<readonly string[] | null> {
  const number = (await stores.phone.numbers()).find((one) => one.code === code);
  if (!number || (number.kind === 'test' && user.role !== 'admin')) return null;
  return number.areas;
}
