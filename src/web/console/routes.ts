import { deskRoutes } from './pages/desk.ts';
import { openApiRoute } from './pages/open-api.ts';
import { progressRoutes } from './pages/progress.ts';
import { progressApiRoutes } from './pages/progress-api.ts';
import { queueRoutes } from './pages/queues.ts';
import { signInRoutes } from './pages/sign-in.ts';
import { storyRoutes } from './pages/story.ts';
import { userRoutes } from './pages/users.ts';
import type { Route } from './route.ts';

const described: readonly Route[] = [
  ...signInRoutes,
  ...progressRoutes,
  ...progressApiRoutes,
  ...userRoutes,
  ...deskRoutes,
  ...storyRoutes,
  ...queueRoutes,
];

/** Every page, act and API call of the console. A test holds a table of who may reach each, and fails for a new one. */
export const routes: readonly Route[] = [...described, openApiRoute(described)];
