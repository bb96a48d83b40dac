import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { readMessages } from '../../src/flow-files.ts';
import type { InboundMessage } from '../../src/ports.ts';
import { makeProcessInbox } from '../../src/services/process-inbox.ts';
import { openBackCheckDraw } from '../../src/store/back-checks.ts';
import { makeDeskWork } from '../../src/store/desk.ts';
import { makeInbox } from '../../src/store/inbox.ts';
import { makeProcessing } from '../../src/store/processing.ts';
import { query } from '../../src/store/query.ts';
import { makeRawBytes } from '../../src/store/raw-bytes.ts';
import { silentLog } from '../queue/silent-log.ts';
import { instrument } from '../support/instrument.ts';
import { members, wholeBlocks } from '../support/sms.ts';
import { enumerator, household, noonPlus, otherEnumerator, resetStore, sms } from './store-fixtures.ts';

const pengawas = '+6281200000011';
const [pengawasId, enumeratorId, otherId] = [3, 4, 5];
const rawBytes = makeRawBytes(null);
const messages = readMessages();

const { housing, assets, programmes } = wholeBlocks;
const whole = `RT 7-16 1212411021 ${housing} ${assets} ${programmes}`;
const finishing = `ART 7-16 01${members.man.digits} 02${members.woman.digits}`;
const secondHead = `ART 7-16 03${members.man.digits}`;
/** A car, and aid. */
const flagged = `RT 7-16 1212411021 ${housing} ${assets.slice(0, 10)}1${assets.slice(11)} 141424142`;

/** What every store keeps of the port `DeskWork`. */
export function deskContract(knexOf: () => Knex): void {
  let minute = 0;
  const at = (minutes: number) => noonPlus(60 * minutes + 30);
  const work = () => makeDeskWork(knexOf());

  beforeEach(async () => {
    minute = 0;
    await resetStore(knexOf());
  });

  /** Hands in messages, one a minute, the first at minute 1. */
  async function tell(
    ...texts: readonly (string | readonly [sender: string, text: string])[]
  ): Promise<void> {
    const knex = knexOf();
    const draw = await openBackCheckDraw(knex, 1);
    for (const one of texts) {
      minute += 1;
      const [sender, text] = typeof one === 'string' ? [enumerator, one] : one;
      const message: InboundMessage = sms(`m${minute}`, {
        sender,
        raw: Buffer.from(text),
        receivedAt: noonPlus(60 * minute),
      });
      await makeInbox(knex, rawBytes).accept([message]);
      const clock = () => noonPlus(60 * minute);
      const processing = makeProcessing(knex, rawBytes, clock);
      await makeProcessInbox({ processing, instrument, messages, clock, log: silentLog(), draw })();
    }
  }

  async function receiptOf(nth: number): Promise<string> {
    const [row] = await query<{ receipt: string }>(knexOf(), 'SELECT receipt FROM reports WHERE id = :nth', {
      nth,
    });
    return row?.receipt ?? '';
  }

  describe('the desk', () => {
    const states = async (asOf: Date, limit = 9) =>
      (await work().listDesk(pengawasId, asOf, limit)).map(({ state, receivedAt }) => [
        state,
        (receivedAt.getTime() - noonPlus(0).getTime()) / 60_000,
      ]);

    it('shows whose report of what it is, and what is in the way', async () => {
      await tell(whole, finishing, secondHead);
      const [report] = await work().listDesk(pengawasId, at(3), 9);
      expect(report).toEqual({
        state: 'held',
        receipt: await receiptOf(3),
        officerId: enumeratorId,
        officerName: 'Contoh Enumerator',
        form: 'ART',
        idbdt: household,
        head: 'C*** T***',
        problems: expect.arrayContaining([expect.objectContaining({ severity: 'hold' })]),
        reason: null,
        receivedAt: noonPlus(180),
      });
    });

    it('puts held ones first, then flagged, then those sent back, the newest of each first', async () => {
      await tell(
        'V 8-13 10112411',
        flagged,
        finishing,
        secondHead,
        `ART 7-16 04${members.man.nik}${members.man.digits}`,
      );
      expect(await states(at(9))).toEqual([
        ['held', 5],
        ['held', 4],
        ['flagged', 3],
      ]);
      await tell([pengawas, `TOLAK ${await receiptOf(1)} cek lagi`]);
      expect(await states(at(9))).toEqual([
        ['held', 5],
        ['held', 4],
        ['flagged', 3],
        ['returned', 1],
      ]);
      expect(await states(at(9), 2)).toHaveLength(2);
    });

    it('is as it was at a moment, whatever came later', async () => {
      await tell(whole, finishing, secondHead);
      await tell([pengawas, `SETUJU ${await receiptOf(3)}`]);
      await tell(`ART 7-16 04${members.woman.nik}${members.woman.digits}`);
      await tell([pengawas, `TOLAK ${await receiptOf(5)} bukan anggota`]);
      await tell('F 7-16 3.3 07');
      expect(await states(at(2))).toEqual([]);
      expect(await states(at(3))).toEqual([['held', 3]]);
      expect(await states(at(4))).toEqual([]);
      expect(await states(at(5))).toEqual([['held', 5]]);
      expect(await states(at(6))).toEqual([['returned', 5]]);
      expect(await states(at(7))).toEqual([]);
    });

    it('leaves out what was withdrawn, what a newer report took the place of, practice, and other teams', async () => {
      await tell(whole, finishing, secondHead);
      await tell(`BATAL ${await receiptOf(3)}`, secondHead, `LATIH ${secondHead}`);
      expect(await states(at(9))).toEqual([['held', 5]]);
      await tell('F 7-16 Jumlah_ART 03', `ART 7-16 03${members.woman.digits}`);
      expect(await states(at(9))).toEqual([]);
      await tell(`ART 7-16 04${members.woman.nik}${members.woman.digits}`);
      expect(await states(at(9))).toEqual([['held', 9]]);
      expect(await work().listDesk(enumeratorId, at(9), 9)).toEqual([]);
    });
  });

  it('the team has the figures of the local day, and when each was heard of last', async () => {
    await tell(whole, finishing, secondHead, 'V 8-13 1', 'LATIH V 8-13 10112411', [otherEnumerator, 'CEK']);
    expect(await work().listTeam(pengawasId, at(9))).toEqual([
      {
        officerId: enumeratorId,
        name: 'Contoh Enumerator',
        today: { accepted: 2, repaired: 0, ask: 0, held: 1, rejected: 1 },
        lastAt: noonPlus(300),
      },
      {
        officerId: otherId,
        name: 'Misal Enumerator',
        today: { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 },
        lastAt: noonPlus(360),
      },
    ]);
    // Noon in the village is three at night in UTC: the next local day begins twelve hours later.
    const [nextDay] = await work().listTeam(pengawasId, noonPlus(12 * 3600 + 60));
    expect(nextDay?.today).toEqual({ accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 });
  });

  it('back-checks are those that were open at a moment', async () => {
    await tell(whole, finishing);
    const [task] = await work().listBackChecks(pengawasId, at(2), 9);
    expect(task).toMatchObject({
      idbdt: household,
      head: 'C*** T***',
      officerId: enumeratorId,
      drawnAt: noonPlus(120),
    });
    expect(task?.items).toHaveLength(3);
    expect(await work().listBackChecks(pengawasId, at(1), 9)).toEqual([]);
    expect(await work().listBackChecks(otherId, at(9), 9)).toEqual([]);
  });

  it('areas are the own ones and those right below, with what stands where', async () => {
    await tell(whole, 'V 8-13 10152411', `KK 9-10 1${members.man.nik}`, [
      otherEnumerator,
      'BARU CONTOH SATU / RT 1',
    ]);
    expect(await work().listAreas(2)).toEqual([
      {
        code: '9415010',
        name: 'Distrik Contoh',
        target: 40,
        received: 4,
        byStatus: { '': 2, '10': 1, '11': 1 },
      },
      {
        code: '9415010001',
        name: 'Kampung Contoh',
        target: 20,
        received: 3,
        byStatus: { '': 1, '10': 1, '11': 1 },
      },
      { code: '9415010002', name: 'Kampung Misal', target: 20, received: 1, byStatus: { '': 1 } },
    ]);
    expect((await work().listAreas(pengawasId)).map(({ code }) => code)).toEqual([
      '9415010001',
      '9415010002',
    ]);
  });
}
