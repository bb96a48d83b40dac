import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { phoneId } from './channels/index.ts';
import { type Core, clock } from './core.ts';
import { defaultProfile } from './domain/flow/profile.ts';
import { maxSeed } from './domain/training/quiz.ts';
import { packageRoot, readConsoleMessages, readHouseKinds } from './flow-files.ts';
import type { BrowserPhone } from './ports.ts';
import type { QueueBoard } from './queue/bull-board.ts';
import { type BrowserPhoneParts, makeBrowserPhone } from './services/browser-phone.ts';
import { makeWorkDesk } from './services/work-desk.ts';
import { makeAreaDetails } from './store/area-details.ts';
import { writeAudit } from './store/audit.ts';
import { isStoreUnreachable } from './store/connect.ts';
import { makeConsoleAccess } from './store/console-access.ts';
import { makeConsoleDesk } from './store/console-desk.ts';
import { findDemoPhones } from './store/demo.ts';
import { makeStoryReader } from './store/message-stories.ts';
import { makeProgressReader } from './store/progress-reader.ts';
import { makeRawBytes } from './store/raw-bytes.ts';
import { makeTraining } from './store/training.ts';
import { listUsers } from './store/users.ts';
import type { AssetFiles } from './web/console/assets.ts';
import type { ConsoleParts } from './web/console/console.ts';
import type { ListStores } from './web/console/list-stores.ts';

/** What of a running server the console works with. */
export interface ConsoleWays {
  readonly phone: BrowserPhone;
  /** Tells the workers that a message waits. */
  readonly signal: () => void;
  /** Null where Bull does not run. */
  readonly queueBoard: QueueBoard | null;
  readonly lists: ListStores;
}

/** Wires what the console reaches. */
export function makeConsoleParts(
  core: Pick<Core, 'knex' | 'log' | 'instrument' | 'messages' | 'inbox'> & {
    readonly config: Pick<Core['config'], 'piiKey'>;
  },
  { phone, signal, queueBoard, lists }: ConsoleWays,
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
      queueBoard,
      definitions: { instrument, messages },
      houseKinds: readHouseKinds(instrument),
      training: makeTraining(knex),
      phone,
      randomSeed: () => randomInt(1, maxSeed + 1),
      ...lists,
    },
    messages: readConsoleMessages(),
    assets: readAssets(),
    clock,
    isStoreUnreachable,
    log,
  };
}

/** The phone in the browser; what it sends goes the way of every message. */
export function openBrowserPhone(
  { knex, config, outbox, directory }: Core,
  { stepUssd, receiveSms }: Pick<BrowserPhoneParts, 'stepUssd' | 'receiveSms'>,
): BrowserPhone {
  return makeBrowserPhone({
    stepUssd,
    receiveSms,
    outbox,
    directory,
    findDemoPhones: () => findDemoPhones(knex),
    testNumbers: config.testNumbers,
    profile: defaultProfile,
    channel: phoneId,
  });
}

function readAssets(): AssetFiles {
  const folder = join(packageRoot(), 'assets');
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}
