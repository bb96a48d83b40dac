import type { Route } from '../../../src/web/console/route.ts';
import type { RouteCase } from './route-table.ts';
import type { Sent } from './world.ts';

/** Fills the path from the input; the rest are fields. */
export function requestOf(route: Route, input: RouteCase['input']): Sent {
  const fields = { ...input };
  const path = route.path.replace(/\{?\/?[:*](\w+)\}?/g, (_, name: string) => {
    const value = fields[name] ?? '';
    delete fields[name];
    return `/${encodeURIComponent(value)}`;
  });
  return { method: route.method, path, fields };
}
