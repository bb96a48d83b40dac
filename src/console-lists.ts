import { randomUUID } from 'node:crypto';
import { normaliseMsisdn } from './channels/msisdn.ts';
import type { Config } from './config.ts';
import { type Core, clock } from './core.ts';
import { readRecodes } from './flow-files.ts';
import { makeImportUploads } from './services/import-uploads.ts';
import { makeListChannels } from './services/list-channels.ts';
import { makeAreaList } from './store/area-list.ts';
import { makeImportFiles } from './store/import-uploaded.ts';
import { makeAuditReader } from './store/list-audit.ts';
import { makePrelistList } from './store/prelist-list.ts';
import { makeRawBytes } from './store/raw-bytes.ts';
import { makeStaff } from './store/staff.ts';
import { makeUploads } from './store/uploads.ts';
import { makeUserUpkeep } from './store/users.ts';
import type { ListStores } from './web/console/list-stores.ts';

export interface ListCore extends Pick<Core, 'knex' | 'log' | 'channelHealth' | 'costs' | 'terms'> {
  readonly config: Pick<Config, 'channels' | 'piiKey'>;
}

export interface ConsoleLists {
  readonly stores: ListStores;
  /** Resolves when no file is being read any more. */
  idle(): Promise<void>;
  /** Breaks off files that are being read. */
  stop(): Promise<void>;
}

/** Wires what the console's lists reach, and the files that users bring. */
export function makeConsoleLists({ knex, log, config, channelHealth, costs, terms }: ListCore): ConsoleLists {
  const uploads = makeUploads(knex, makeRawBytes(config.piiKey));
  const importFiles = makeImportFiles(knex, { normaliseMsisdn, recodes: readRecodes() });
  const importUploads = makeImportUploads({ uploads, importFiles, makeId: randomUUID, clock, log });
  return {
    stores: {
      staff: makeStaff(knex),
      areaList: makeAreaList(knex),
      prelist: makePrelistList(knex),
      audit: makeAuditReader(knex),
      uploads,
      importUploads,
      listChannels: makeListChannels({
        channels: config.channels,
        health: channelHealth,
        costs,
        terms,
        clock,
      }),
      costs,
      userUpkeep: makeUserUpkeep(knex),
      readMsisdn: normaliseMsisdn,
    },
    idle: () => importUploads.idle(),
    stop: () => importUploads.stop(),
  };
}
