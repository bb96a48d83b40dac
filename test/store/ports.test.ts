import type { Knex } from 'knex';
import { afterAll, beforeAll, describe } from 'vitest';
import { areaDetailsContract } from '../contracts/store-area-details.ts';
import { deskContract } from '../contracts/store-desk.ts';
import { directoryContract } from '../contracts/store-directory.ts';
import { inboxContract } from '../contracts/store-inbox.ts';
import { outboxContract } from '../contracts/store-outbox.ts';
import { pinKeeperContract } from '../contracts/store-pins.ts';
import { processingContract } from '../contracts/store-processing.ts';
import { progressContract } from '../contracts/store-progress.ts';
import { scheduleContract } from '../contracts/store-schedule.ts';
import { trainingContract } from '../contracts/store-training.ts';
import { ussdStoreContract } from '../contracts/store-ussd.ts';
import { eachStore } from '../support/database.ts';

const contracts: readonly (readonly [string, (knexOf: () => Knex) => void])[] = [
  ['inbox', inboxContract],
  ['directory', directoryContract],
  ['desk', deskContract],
  ['processing', processingContract],
  ['outbox', outboxContract],
  ['progress', progressContract],
  ['area details', areaDetailsContract],
  ['schedule', scheduleContract],
  ['training', trainingContract],
  ['USSD store', ussdStoreContract],
  ['PIN keeper', pinKeeperContract],
];

eachStore('ports', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());

  for (const [name, contract] of contracts) {
    describe(name, () => contract(() => opened.knex));
  }
});
