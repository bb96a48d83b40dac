import { z } from 'zod';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { publicRoute, type Route, route } from '../route.ts';
import { call, type PhoneAction, replies, sms, transcript } from './actions.ts';
import { areasOfNumber, numberAs, numbersFor } from './numbers.ts';
import { phonePage } from './page.ts';

/**
 * The phone. In the demo, on this machine itself, anybody may be its officers; else one signs in, and then `/phone`
 * leads on to the phone of who signed in.
 */
export const phoneRoutes: readonly Route[] = [
  publicRoute({
    id: 'phone',
    method: 'get',
    path: '/phone',
    input: z.object({}),
    answer: async (_, visit) => {
      const numbers = await numbersFor(visit, null);
      if (numbers.length === 0) return { kind: 'redirect', to: '/phone/signed-in' };
      return phonePage(visit, numbers, { base: '/phone/demo', csrfToken: '' });
    },
  }),
  route({
    id: 'phone-signed-in',
    method: 'get',
    path: '/phone/signed-in',
    who: consoleRoles,
    scope: 'own',
    input: z.object({}),
    answer: async (_, visit) =>
      phonePage(visit, await numbersFor(visit, visit.user), {
        base: '/phone/signed-in',
        csrfToken: visit.csrfToken,
      }),
  }),
  ...both(call),
  ...both(sms),
  ...both(replies),
  ...both(transcript),
];

/** An action for the demo's phone, and for that of who signed in. */
function both<Schema extends z.ZodObject<{ as: z.ZodString }>>(
  action: PhoneAction<Schema>,
): readonly Route[] {
  const { name, answer, ...head } = action;
  return [
    publicRoute({
      ...head,
      id: `phone-demo-${name}`,
      path: `/phone/demo/${name}`,
      answer: async (input, visit) => {
        const number = await numberAs(visit, null, input.as);
        if (!number) return { kind: 'refusal', status: 404, text: visit.say('phone.nobody') };
        return answer(input, number, visit);
      },
    }),
    route({
      ...head,
      id: `phone-${name}`,
      path: `/phone/signed-in/${name}`,
      who: consoleRoles,
      scope: (input, visit) => areasOfNumber(visit, input.as),
      answer: async (input, visit) => {
        const number = await numberAs(visit, visit.user, input.as);
        if (!number) return { kind: 'refusal', status: 404, text: visit.say('phone.nobody') };
        return answer(input, number, visit);
      },
    }),
  ];
}
