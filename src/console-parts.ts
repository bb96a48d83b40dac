import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Core, clock } from './core.ts';
import { packageRoot, readConsoleMessages } from './flow-files.ts';
import type { QueueBoard } from './queue/bull-board.ts';
import { makeWorkDesk } from './services/work-desk.ts';
import { makeAreaDetails } from './store/area-details.ts';
import { writeAudit } from './store/audit.ts';
import { isStoreUnreachable } from './store/connect.ts';
import { makeConsoleAccess } from './store/console-access.ts';
import { makeConsoleDesk } from './store/console-desk.ts';
import { makeStoryReader } from './store/message-stories.ts';
import { makeProgressReader } from './store/progress-reader.ts';
import { makeRawBytes } from './store/raw-bytes.ts';
import { listUsers } from './store/users.ts';
import type { AssetFiles } from './web/console/assets.ts';
import type { ConsoleParts } from './web/console/console.ts';

/** Wires what the console reaches. */
export function makeConsoleParts(
  core: Pick<Core, 'knex' | 'log' | 'instrument' | 'messages' | 'inbox'> & {
    readonly config: Pick<Core['config'], 'piiKey'>;
  },
  { signal, queueBoard }: { readonly signal: () => void; readonly queueBoard: QueueBoard | null },
): ConsoleParts {
  const { knex, log, instrument, messages } = core;
  const rawBytes = makeRawBytes(core.config.piiKey);
  const desk = makeConsoleDesk(knex, rawBytes);
  return {
    stores: {
      access: makeConsoleAccess(knex),
      noteAudit: (entry) => writeAudit(knex, [entry]),
      progress: makeProgressReader(knex),
      areaDetails: makeAreaDetails(knex),
      listUsers: () => listUsers(knex),
      desk,
      workDesk: makeWorkDesk({
        desk,
        accept: (message) => core.inbox.accept([message]),
        signal,
        clock,
        pause: (ms) => setTimeout(ms),
      }),
      stories: makeStoryReader(knex, rawBytes),
      definitions: { instrument, messages },
      queueBoard,
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
