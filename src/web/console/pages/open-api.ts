import { z } from 'zod';
import { describeApi } from '../describe-api.ts';
import { publicRoute, type Route } from '../route.ts';

/** Tells programs what there is. */
export function openApiRoute(described: readonly Route[]): Route {
  return publicRoute({
    id: 'open-api',
    method: 'get',
    path: '/api/v1/openapi.json',
    input: z.object({}),
    answer: () => ({ kind: 'json', body: describeApi(described) }),
  });
}
