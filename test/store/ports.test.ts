import type { Knex } from 'knex';
import { afterAll, beforeAll, describe } from 'vitest';
import { directoryContract } from '../contracts/store-directory.ts';
import { inboxContract } from '../contracts/store-inbox.ts';
import { outboxContract } from '../contracts/store-outbox.ts';
import { processingContract } from '../contracts/store-processing.ts';
import { ussdStoreContract } from '../contracts/store-ussd.ts';
import { eachStore } from '../support/database.ts';

const contracts: readonly (readonly [string, (knexOf: () => Knex) => void])[] = [
  ['inbox', inboxContract],
  ['directory', directoryContract],
  ['processing', processingContract],
  ['outbox', outboxContract],
  ['USSD store', ussdStoreContract],
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
