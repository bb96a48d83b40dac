import type { Knex } from 'knex';
import type { DeskAct } from '../../src/domain/workflow/desk-item.ts';
import { deskVersion } from '../../src/domain/workflow/desk-item.ts';
import { readMessages } from '../../src/flow-files.ts';
import type { ActResult, DeskWorker, Processing } from '../../src/ports.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { makeWorkDesk } from '../../src/services/work-desk.ts';
import { makeConsoleDesk } from '../../src/store/console-desk.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeStoryReader } from '../../src/store/message-stories.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { noonPlus } from '../contracts/store-fixtures.ts';
import { silentLog } from '../queue/silent-log.ts';
import { openInboxBench } from '../services/inbox-bench.ts';
import { instrument } from './instrument.ts';

const rawBytes = makeRawBytes(null);
const messages = readMessages();

/** A user of the console who leads the demo's regency. */
export const leader: DeskWorker = {
  id: 101,
  username: 'contoh.korkab',
  role: 'korkab',
  areas: ['9415'],
  officerId: null,
  language: 'en',
};

/** Makes users with these ids; what they may is for the test to say. */
export async function addUsers(knex: Knex, ...users: readonly DeskWorker[]): Promise<void> {
  for (const { id, username, role, areas } of users) {
    await knex.raw(
      `INSERT INTO users (id, username, role, areas, created_at, updated_at)
       VALUES (?, ?, ?, ?::text[], now(), now())`,
      [id, username, role, `{${areas.join()}}`],
    );
  }
}

/** The desk beside an inbox with its worker; each pause of the console lets the worker read. */
export function openDeskBench(
  knex: Knex,
  around: (processing: Processing) => Processing = (same) => same,
  batchSize = 500,
) {
  const inbox = openInboxBench(knex);
  const desk = makeConsoleDesk(knex, rawBytes);
  const clock = () => noonPlus(24 * 3_600);
  const read = makeProcessInbox({
    processing: around(makeProcessing(knex, rawBytes, clock)),
    batchSize,
    instrument,
    messages,
    clock,
    log: silentLog(),
  });
  const workDesk = makeWorkDesk({
    desk,
    accept: async (message) => {
      const [accepted] = await makeInbox(knex, rawBytes).accept([message]);
      if (!accepted) throw new Error('Nothing was accepted');
      return accepted;
    },
    signal() {},
    clock,
    pause: async () => {
      await read();
    },
  });
  const seen = async (id: string) => {
    const file = await desk.find(id);
    return file ? deskVersion(file.item) : '';
  };

  return {
    ...inbox,
    desk,
    read,
    workDesk,
    stories: makeStoryReader(knex, rawBytes),
    seen,
    /** Does something with a message as it stands, or as it stood. */
    async act(
      act: DeskAct,
      id: number | string,
      {
        text = '',
        isSure = false,
        version,
        user = leader,
      }: { text?: string; isSure?: boolean; version?: string; user?: DeskWorker } = {},
    ): Promise<ActResult> {
      const of = String(id);
      return workDesk.act(user, { act, id: of, version: version ?? (await seen(of)), text, isSure });
    },
  };
}
