import type { Route } from '../../route.ts';
import { officerActRoutes } from './acts.ts';
import { officerListRoutes } from './list.ts';
import { officerPageRoutes } from './page.ts';

/** The field staff: found, shown, and kept by those above them. */
export const officerRoutes: readonly Route[] = [
  ...officerListRoutes,
  ...officerPageRoutes,
  ...officerActRoutes,
];
