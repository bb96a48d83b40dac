import { auditRoutes } from './pages/audit.ts';
import { channelRoutes } from './pages/channels.ts';
import { costRoutes } from './pages/costs.ts';
import { deskRoutes } from './pages/desk.ts';
import { importRoutes } from './pages/imports.ts';
import { officerRoutes } from './pages/officers/index.ts';
import { openApiRoute } from './pages/open-api.ts';
import { placeRoutes } from './pages/places.ts';
import { prelistRoutes } from './pages/prelist.ts';
import { progressRoutes } from './pages/progress.ts';
import { progressApiRoutes } from './pages/progress-api.ts';
import { queueRoutes } from './pages/queues.ts';
import { signInRoutes } from './pages/sign-in.ts';
import { storyRoutes } from './pages/story.ts';
import { userRoutes } from './pages/users.ts';
import { phoneRoutes } from './phone/routes.ts';
import type { Route } from './route.ts';
import { trainingRoutes } from './training/routes.ts';

const described: readonly Route[] = [
  ...signInRoutes,
  ...progressRoutes,
  ...progressApiRoutes,
  ...phoneRoutes,
  ...trainingRoutes,
  ...deskRoutes,
  ...storyRoutes,
  ...queueRoutes,
  ...officerRoutes,
  ...placeRoutes,
  ...prelistRoutes,
  ...importRoutes,
  ...channelRoutes,
  ...costRoutes,
  ...auditRoutes,
  ...userRoutes,
];

/** Every page, act and API call of the console. A test holds a table of who may reach each, and fails for a new one. */
export const routes: readonly Route[] = [...described, openApiRoute(described)];
