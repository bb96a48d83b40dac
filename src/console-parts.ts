import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneId } from './channels/index.ts';
import { type Core, clock } from './core.ts';
import { defaultProfile } from './domain/flow/profile.ts';
import { maxSeed } from './domain/training/quiz.ts';
import { packageRoot, readConsoleMessages, readHouseKinds } from './flow-files.ts';
import type { BrowserPhone } from './ports.ts';
import { type BrowserPhoneParts, makeBrowserPhone } from './services/browser-phone.ts';
import { makeAreaDetails } from './store/area-details.ts';
import { writeAudit } from './store/audit.ts';
import { isStoreUnreachable } from './store/connect.ts';
import { makeConsoleAccess } from './store/console-access.ts';
import { findDemoPhones } from './store/demo.ts';
import { makeProgressReader } from './store/progress-reader.ts';
import { makeTraining } from './store/training.ts';
import { listUsers } from './store/users.ts';
import type { AssetFiles } from './web/console/assets.ts';
import type { ConsoleParts } from './web/console/console.ts';

/** Wires what the console reaches. */
export function makeConsoleParts(
  { knex, log, instrument }: Pick<Core, 'knex' | 'log' | 'instrument'>,
  phone: BrowserPhone,
): ConsoleParts {
  return {
    stores: {
      access: makeConsoleAccess(knex),
      noteAudit: (entry) => writeAudit(knex, [entry]),
      progress: makeProgressReader(knex),
      areaDetails: makeAreaDetails(knex),
      listUsers: () => listUsers(knex),
      instrument,
      houseKinds: readHouseKinds(instrument),
      training: makeTraining(knex),
      phone,
      randomSeed: () => randomInt(1, maxSeed + 1),
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
