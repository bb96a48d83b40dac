import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Core, clock } from './core.ts';
import { packageRoot, readConsoleMessages } from './flow-files.ts';
import { writeAudit } from './store/audit.ts';
import { isStoreUnreachable } from './store/connect.ts';
import { makeConsoleAccess } from './store/console-access.ts';
import { makeProgressReader } from './store/progress-reader.ts';
import { listUsers } from './store/users.ts';
import type { AssetFiles } from './web/console/assets.ts';
import type { ConsoleParts } from './web/console/console.ts';
import type { ListStores } from './web/console/list-stores.ts';

/** Wires what the console reaches. */
export function makeConsoleParts({ knex, log }: Pick<Core, 'knex' | 'log'>, lists: ListStores): ConsoleParts {
  return {
    stores: {
      access: makeConsoleAccess(knex),
      noteAudit: (entry) => writeAudit(knex, [entry]),
      progress: makeProgressReader(knex),
      listUsers: () => listUsers(knex),
      ...lists,
    },
    messages: readConsoleMessages(),
    assets: readAssets(),
    clock,
    isStoreUnreachable,
    log,
  };
}

function readAssets(): AssetFiles {
  const folder = join(packageRoot(), 'assets');
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}
