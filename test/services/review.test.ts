import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDigits } from '../../src/domain/identity/check-digits.ts';
import type { InboundMessage } from '../../src/ports.ts';
import { openBackCheckDraw, readAgreements } from '../../src/store/back-checks.ts';
import { makeDeskWork } from '../../src/store/desk.ts';
import { importPhotos } from '../../src/store/import-photos.ts';
import { query } from '../../src/store/query.ts';
import { enumerator, household, noonPlus, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';
import { instrument } from '../support/instrument.ts';
import { members, wholeBlocks } from '../support/sms.ts';
import { openInboxBench } from './inbox-bench.ts';

const pengawas = '+6281200000011';
const korcam = '+6281200000021';
const korkab = '+6281200000031';
const korwil = '+6281200000041';
const pengawasId = 3;
const enumeratorId = 4;

const { housing, assets, programmes } = wholeBlocks;
/** Two members, so that the two below finish the household. */
const whole = `RT 7-16 1212411021 ${housing} ${assets} ${programmes}`;
const man = `01${members.man.digits}`;
const woman = `02${members.woman.digits}`;
const finishing = `ART 7-16 ${man} ${woman}`;
/** A second head of the household. */
const secondHead = `ART 7-16 03${members.man.digits}`;
const long = household + checkDigits(household);
const eight = `9415010001000008${checkDigits('9415010001000008')}`;

const by = (sender: string) => (text: string) =>
  ({ sender, raw: Buffer.from(text) }) satisfies Partial<InboundMessage>;
const asPengawas = by(pengawas);
const asKorcam = by(korcam);
const asKorkab = by(korkab);
const asKorwil = by(korwil);

eachStore('reviews, claims and back-checks', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let knex: Knex;
  let bench: ReturnType<typeof openInboxBench>;
  beforeAll(async () => {
    opened = await open();
    knex = opened.knex;
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    await resetStore(knex);
    await addKorwil(knex);
    bench = openInboxBench(knex, undefined, await openBackCheckDraw(knex, 1));
  });

  /** Hands in messages one by one. */
  const tell = async (...texts: readonly (string | Partial<InboundMessage>)[]) => {
    const came: Awaited<ReturnType<typeof bench.send>> = [];
    for (const text of texts) came.push(...(await bench.send(text)));
    return came;
  };
  const outcomes = async (...texts: readonly (string | Partial<InboundMessage>)[]) =>
    (await tell(...texts)).map(({ outcome, reason }) => reason ?? outcome);
  const row = async () => (await bench.record(household))?.udrt;
  const standing = async () => {
    const {
      status,
      foto_tertunda: pending,
      approved_by: approvedBy,
      confirmed_by: confirmedBy,
    } = (await row()) ?? {};
    return [status, pending, approvedBy, confirmedBy];
  };
  const photos = (count: number) =>
    importPhotos(knex, lines('IDBDT,jumlah_foto', `${household},${count}`), {
      strict: false,
      instrument,
      now: noonPlus(86_400),
    });
  const audit = async () =>
    (await query<{ action: string }>(knex, 'SELECT action FROM audit ORDER BY id')).map(
      ({ action }) => action,
    );
  const notices = () =>
    query<{ officer_id: string; recipient: string; text: string }>(
      knex,
      `SELECT officer_id, recipient, text FROM outbox WHERE kind = 'notice' ORDER BY id`,
    );
  const desk = () => makeDeskWork(knex).listDesk(pengawasId, noonPlus(86_400), 9);

  describe('a held report', () => {
    beforeEach(async () => {
      expect(await outcomes(whole, finishing, secondHead)).toEqual(['accepted', 'accepted', 'held']);
    });
    const receipt = () => bench.receiptOf(3);

    it("goes to the records by SETUJU, as its enumerator's, with what held it as a remark", async () => {
      expect(await desk()).toMatchObject([
        { state: 'held', receipt: receipt(), officerId: enumeratorId, form: 'ART' },
      ]);
      const [approved] = await tell(asPengawas(`SETUJU ${receipt()}`));
      expect(approved).toMatchObject({ outcome: 'accepted', form: null, idbdt: household });
      expect(approved?.answer).toContain('Disetujui dan dicatat');
      const record = await bench.record(household);
      expect(record?.udart).toMatchObject([
        { no_urut: 1 },
        { no_urut: 2 },
        { no_urut: 3, Umur: 40, revisi: 3 },
      ]);
      expect(record?.revisions[2]).toMatchObject({ report_id: '3', officer_id: String(enumeratorId) });
      expect(record?.reports[2]).toMatchObject({ outcome: 'accepted', settled_by: '4', review: 'approved' });
      expect(JSON.stringify(record?.reports[2]?.remarks)).toContain('hold');
      expect(await desk()).toEqual([]);
      expect(await audit()).toEqual(['approve-report']);
    });

    it('is closed by TOLAK, and its enumerator is told why and what to mend', async () => {
      expect(await outcomes(asPengawas(`TOLAK ${receipt()} kepala ada dua`))).toEqual(['accepted']);
      const record = await bench.record(household);
      expect(record?.reports[2]).toMatchObject({
        outcome: 'rejected',
        reason: 'returned',
        review: 'returned',
        review_reason: 'kepala ada dua',
      });
      expect(record?.revisions).toHaveLength(2);
      const [notice] = await notices();
      expect(notice).toMatchObject({ officer_id: String(enumeratorId), recipient: enumerator });
      expect(notice?.text).toContain(`ART 7-16 C*** T*** (${receipt()}): kepala ada dua.`);
      expect(notice?.text).toContain('I.9 Jumlah ART: ART lebih banyak dari jumlahnya.');
      expect(await desk()).toMatchObject([{ state: 'returned', reason: 'kepala ada dua' }]);
      await tell('F 7-16 3.3 07');
      expect(await desk()).toEqual([]);
    });

    it('is reviewed once, whatever is repeated', async () => {
      expect(await outcomes(asPengawas(`SETUJU ${receipt()}`), asPengawas(`SETUJU ${receipt()}`))).toEqual([
        'accepted',
        'already-reviewed',
      ]);
      expect(await outcomes(asPengawas(`TOLAK ${receipt()} salah`))).toEqual(['already-reviewed']);
    });

    it('is reviewed once in one batch, too', async () => {
      const came = await bench.send(
        asPengawas(`SETUJU ${receipt()}`),
        asPengawas(`TOLAK ${receipt()} salah`),
      );
      expect(came.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['accepted', 'already-reviewed']);
    });

    it('leaves the records again when its enumerator withdraws it', async () => {
      await tell(asPengawas(`SETUJU ${receipt()}`));
      expect(await outcomes(`BATAL ${receipt()}`)).toEqual(['accepted']);
      expect((await bench.record(household))?.udart[2]).toMatchObject({
        no_urut: 3,
        Umur: null,
        row_status: 'COPY',
      });
    });

    it('is not laid over a newer report of the same member', async () => {
      expect(await outcomes(`ART 7-16 03${members.woman.digits}`)).toEqual(['held']);
      expect(await outcomes(asPengawas(`SETUJU ${bench.receiptOf(4)}`))).toEqual(['accepted']);
      expect(await outcomes(asPengawas(`SETUJU ${receipt()}`))).toEqual(['superseded']);
    });

    it('is found by nobody but the superior of its enumerator', async () => {
      await knex.raw('UPDATE officers SET superior_id = 2 WHERE id = 4');
      expect(await outcomes(asPengawas(`SETUJU ${receipt()}`))).toEqual(['no-team-report']);
    });

    it('counts as held until it is settled', async () => {
      const held = async () =>
        (
          await query<{ held: number }>(
            knex,
            'SELECT coalesce(sum(held), 0)::integer AS held FROM progress_deltas',
          )
        )[0];
      expect(await held()).toEqual({ held: 1 });
      await tell(asPengawas(`TOLAK ${receipt()} salah`));
      expect(await held()).toEqual({ held: 0 });
    });
  });

  describe('a flagged report', () => {
    /** A car, and aid. */
    const flagged = `RT 7-16 1212411021 ${housing} ${assets.slice(0, 10)}1${assets.slice(11)} 141424142`;

    it('stays on the desk until it was seen', async () => {
      expect(await outcomes(flagged)).toEqual(['accepted']);
      const waiting = await desk();
      expect(waiting).toMatchObject([{ state: 'flagged', form: 'RT' }]);
      expect(waiting[0]?.problems[0]).toMatchObject({ severity: 'flag' });
      expect(await outcomes(asPengawas(`SETUJU ${bench.receiptOf(1)}`))).toEqual(['accepted']);
      expect(await desk()).toEqual([]);
      expect(await standing()).toEqual(['10', 9, null, null]);
    });

    it('takes its household back with it when it is sent back, until it is reported again', async () => {
      await tell(flagged);
      expect(await outcomes(asPengawas(`TOLAK ${bench.receiptOf(1)} mobil siapa`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['10a', 9, null, null]);
      expect((await bench.record(household))?.revisions[1]).toMatchObject({
        report_id: '2',
        officer_id: String(pengawasId),
        before: { udrt: { status: '10' } },
        after: { udrt: { status: '10a' } },
      });
      await tell('F 7-16 ada_mobil 2');
      expect(await standing()).toEqual(['10', 9, null, null]);
    });
  });

  describe('the status chain', () => {
    const finish = () => tell(whole, finishing);

    it('goes from the report over the photos to the region, each step by another', async () => {
      await finish();
      expect(await outcomes(asPengawas(`SETUJU ${eight}`))).toEqual(['not-visited']);
      expect(await outcomes(asKorkab('SETUJU 9415010'))).toEqual(['nothing-waits']);
      expect(await photos(8)).toMatchObject({ read: 1, written: 1, bad: [] });
      expect(await standing()).toEqual(['10', 1, null, null]);
      await photos(9);
      expect(await standing()).toEqual(['11', 0, null, null]);
      expect(await outcomes(asPengawas(`SETUJU ${long}`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['12', 0, pengawasId, null]);
      const [confirmed] = await tell(asKorkab('SETUJU 9415010'));
      expect(confirmed?.answer).toContain('1 rumah tangga disetujui');
      expect(await standing()).toEqual(['13', 0, pengawasId, 1]);
      expect(await outcomes(asKorwil('SETUJU 9415'))).toEqual(['accepted']);
      expect(await standing()).toEqual(['14', 0, pengawasId, 1]);
      expect((await row())?.stereotype).toBe('VERIVALI-FINAL');
      const { revisions } = (await bench.record(household)) ?? { revisions: [] };
      expect(revisions.map(({ number, after }) => [number, after.udrt?.status])).toEqual([
        [1, '10'],
        [2, undefined],
        [3, '12'],
        [4, '13'],
        [5, '14'],
      ]);
      expect(await audit()).toEqual([
        'count-photos',
        'count-photos',
        'approve-household',
        'approve-area',
        'approve-area',
      ]);
      expect(await outcomes('F 7-16 3.3 07')).toEqual(['final']);
      expect(await outcomes(`BATAL ${bench.receiptOf(1)}`)).toEqual(['final']);
    });

    it('keeps an early approval, and the step follows the photos by itself', async () => {
      await tell(whole);
      expect(await outcomes(asPengawas(`SETUJU ${long}`))).toEqual(['not-complete']);
      await tell(finishing);
      expect(await outcomes(asPengawas(`SETUJU ${long}`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['10', 9, pengawasId, null]);
      expect(await outcomes(asPengawas(`SETUJU ${long}`))).toEqual(['already-approved']);
      await photos(9);
      expect(await standing()).toEqual(['12', 0, pengawasId, null]);
    });

    it('asks back what changes an approved household, and Y takes the approval back', async () => {
      await finish();
      await photos(9);
      await tell(asPengawas(`SETUJU ${long}`));
      const [asked] = await tell('F 7-16 3.3 07');
      expect(asked).toMatchObject({ outcome: 'ask' });
      expect(asked?.answer).toContain('sudah disetujui, tetap ubah?');
      expect(await standing()).toEqual(['12', 0, pengawasId, null]);
      expect(await outcomes('Y')).toEqual(['accepted']);
      expect(await standing()).toEqual(['11', 0, null, null]);
      expect(await audit()).toContain('take-back-approval');
    });

    it('stays where it is when the same is reported again', async () => {
      await finish();
      await photos(9);
      await tell(asPengawas(`SETUJU ${long}`));
      expect(await outcomes(whole)).toEqual(['accepted']);
      expect(await standing()).toEqual(['12', 0, pengawasId, null]);
    });

    it('is left by a withdrawal, and lands where the remaining reports say', async () => {
      await finish();
      await photos(9);
      await tell(asPengawas(`SETUJU ${long}`));
      expect(await outcomes(`BATAL ${bench.receiptOf(2)}`)).toEqual(['accepted']);
      expect(await standing()).toEqual(['10', 0, null, null]);
      expect(await outcomes(finishing)).toEqual(['accepted']);
      expect(await standing()).toEqual(['11', 0, null, null]);
    });

    it('goes back from the regency to the enumerator, who is told, and comes again', async () => {
      await finish();
      await photos(9);
      await tell(asPengawas(`SETUJU ${long}`));
      expect(await outcomes(asKorkab(`TOLAK ${long} foto buram`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['12a', 0, null, null]);
      expect((await notices()).map(({ officer_id: id, text }) => [id, text.includes('foto buram')])).toEqual([
        [String(enumeratorId), true],
      ]);
      expect(await outcomes(asKorkab(`SETUJU ${long}`))).toEqual(['not-yet']);
      expect(await outcomes(asPengawas(`SETUJU ${long}`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['12', 0, pengawasId, null]);
    });

    it('goes back for a whole area, each enumerator told once', async () => {
      await finish();
      await photos(9);
      await tell('V 8-13 10152411', asPengawas(`SETUJU ${long}`), asPengawas(`SETUJU ${eight}`));
      const [back] = await tell(asKorkab('TOLAK 9.415.010 beda dengan data desa'));
      expect(back?.answer).toContain('2 rumah tangga dikembalikan');
      expect(await standing()).toEqual(['12a', 0, null, null]);
      expect((await notices()).map(({ text }) => text)).toEqual([
        '2 rumah tangga Anda di 9.415.010 Distrik Contoh dikembalikan: beda dengan data desa. Perbaiki, lalu kirim ulang.',
      ]);
    });

    it('is climbed by nobody twice', async () => {
      await finish();
      await photos(9);
      await tell(asPengawas(`SETUJU ${long}`));
      await knex.raw(`UPDATE officers SET role = 'korkab' WHERE id = ${pengawasId}`);
      expect(await outcomes(asPengawas(`SETUJU ${long}`), asPengawas('SETUJU 9415010001'))).toEqual([
        'own-approval',
        'nothing-waits',
      ]);
    });

    it('is decided anew where the area changes between the look and the step', async () => {
      await finish();
      await photos(9);
      const came = await bench.send(asPengawas(`SETUJU ${long}`), asKorkab('SETUJU 9415010'));
      expect(came.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['accepted', 'nothing-waits']);
      expect(await outcomes(asKorkab('SETUJU 9415010'))).toEqual(['accepted']);
    });

    it.each([
      ['an enumerator', 'SETUJU 7-16', 'not-allowed'],
      ['a sub-district coordinator', asKorcam(`SETUJU ${long}`), 'not-allowed'],
      ['a regency by receipt', asKorkab('SETUJU ABCDE'), 'not-allowed'],
      ['an area that is not theirs', asKorkab('SETUJU 9171'), 'other-area'],
      ['without a reason', asPengawas(`TOLAK ${long}`), 'no-reason'],
      ['with something behind it', asPengawas(`SETUJU ${long} baik`), 'extra-text'],
      ['wrong check digits', asPengawas(`SETUJU ${household}17`), 'wrong-check-digits'],
      ['without check digits', asPengawas(`SETUJU ${household}`), 'missing-check-digits'],
    ])('refuses %s', async (_, message, reason) => {
      await finish();
      expect(await outcomes(message)).toEqual([reason]);
    });

    it('changes nothing for practice', async () => {
      await finish();
      await photos(9);
      expect(await outcomes(asPengawas(`LATIH SETUJU ${long}`))).toEqual(['accepted']);
      expect(await standing()).toEqual(['11', 0, null, null]);
    });
  });

  describe('LAPOR', () => {
    const claims = () =>
      query<{ is_withdrawn: boolean }>(
        knex,
        `SELECT area_code, officer_id::integer, done, left_over, refused, hindrances, note, report_id::integer,
           withdrawn_at IS NOT NULL AS is_withdrawn FROM area_claims ORDER BY report_id`,
      );

    it('is kept beside what was received, and the answer shows the difference', async () => {
      await tell('V 7-16 10112411', 'V 8-13 10152411');
      const [told] = await tell(asKorcam('LAPOR 9415010001 3 15 2 K24 banjir di RT 3'));
      expect(told?.answer).toMatch(
        /^Diterima [A-Z2-9]{5}\. 9\.415\.010\.001 Kampung Contoh: selesai 3, sisa 15, menolak 2\. Masuk 1, menolak 1, selisih \+2\.$/,
      );
      expect(await claims()).toEqual([
        {
          area_code: '9415010001',
          officer_id: 2,
          done: 3,
          left_over: 15,
          refused: 2,
          hindrances: [2, 4],
          note: 'banjir di RT 3',
          report_id: 3,
          is_withdrawn: false,
        },
      ]);
    });

    it('whose counts are not those of the prelist is asked back, and Y lets it count', async () => {
      const [asked] = await tell(asKorcam('LAPOR 9415010 3 15 2'));
      expect(asked).toMatchObject({ outcome: 'ask' });
      expect(asked?.answer).toContain('jumlahnya 20, di daftar 40, benar?');
      expect(await claims()).toEqual([]);
      expect(await outcomes(asKorcam('Y'))).toEqual(['accepted']);
      expect(await claims()).toMatchObject([{ area_code: '9415010', done: 3, report_id: 1 }]);
      expect(await outcomes(asKorcam('LAPOR 9415010 3 15 2'))).toEqual(['accepted']);
      expect(await claims()).toHaveLength(1);
    });

    it('that was asked back and declined counts for nothing', async () => {
      expect(await outcomes(asKorcam('LAPOR 9415010 3 15 2'), asKorcam('T'), asKorcam('Y'))).toEqual([
        'ask',
        'accepted',
        'no-question',
      ]);
      expect(await claims()).toEqual([]);
    });

    it('is amended by a newer one, and withdrawn by its receipt', async () => {
      await tell(asKorcam('LAPOR 9415010001 3 15 2'), asKorcam('LAPOR 9415010001 4 14 2'));
      const claimed = async () =>
        query(knex, 'SELECT sum(claimed_done)::integer AS done FROM progress_deltas WHERE claimed_done <> 0');
      expect(await claimed()).toEqual([{ done: 4 }]);
      expect(await outcomes(asKorcam(`BATAL ${bench.receiptOf(2)}`))).toEqual(['accepted']);
      expect(await claimed()).toEqual([{ done: 3 }]);
      expect((await claims()).map(({ is_withdrawn: isWithdrawn }) => isWithdrawn)).toEqual([false, true]);
      expect(await outcomes(asKorcam(`BATAL ${bench.receiptOf(2)}`))).toEqual(['already-withdrawn']);
    });

    it('that waits for an answer can be withdrawn', async () => {
      await tell(asKorcam('LAPOR 9415010 3 15 2'));
      expect(await outcomes(asKorcam(`BATAL ${bench.receiptOf(1)}`), asKorcam('Y'))).toEqual([
        'accepted',
        'no-question',
      ]);
    });

    it.each([
      ['by an enumerator', 'LAPOR 9415010001 20 0 0', 'not-allowed'],
      ['of an area that is not theirs', asKorcam('LAPOR 9415020 1 2 3'), 'other-area'],
      ['of an area that is not there', asKorcam('LAPOR 9415010009 1 2 3'), 'unknown-area'],
    ])('%s is refused', async (_, message, reason) => {
      expect(await outcomes(message)).toEqual([reason]);
    });
  });

  describe('a back-check', () => {
    const drawn = () =>
      query<{ items: string[]; reported: Record<string, number>; agreed: boolean[] | null }>(
        knex,
        'SELECT items, reported, agreed FROM back_checks ORDER BY idbdt',
      );

    it('is drawn when a household is finished, answered by its supervisor, and compared', async () => {
      await tell(whole);
      expect(await drawn()).toEqual([]);
      await tell(finishing);
      const [check] = await drawn();
      expect(check?.items).toHaveLength(3);
      const work = makeDeskWork(knex);
      expect(await work.listBackChecks(pengawasId, noonPlus(86_400), 9)).toMatchObject([
        { idbdt: household, officerId: enumeratorId, items: check?.items },
      ]);
      const before = await bench.record(household);
      const [first = '', ...others] = check?.items ?? [];
      const codes = [...(instrument.items.get(first)?.codes?.keys() ?? [])];
      const code = codes.find((one) => one !== check?.reported[first]);
      const pairs = [`${first} ${code}`, ...others.map((column) => `${column} ${check?.reported[column]}`)];
      expect(await outcomes(asPengawas(`PERIKSA ${long} ${pairs.slice(1).join(' ')}`))).toEqual([
        'items-missing',
      ]);
      expect(await outcomes(asPengawas(`PERIKSA ${long} ${pairs.join(' ')} jumlah_kamar 2`))).toEqual([
        'other-items',
      ]);
      const [done] = await tell(asPengawas(`PERIKSA ${long} ${pairs.join(' ')}`));
      expect(done).toMatchObject({ outcome: 'accepted' });
      expect(done?.answer).toContain('2 dari 3 isian sama');
      expect((await drawn())[0]?.agreed).toEqual([false, true, true]);
      expect(await work.listBackChecks(pengawasId, noonPlus(86_400), 9)).toEqual([]);
      expect(await outcomes(asPengawas(`PERIKSA ${long} ${pairs.join(' ')}`))).toEqual(['back-check-done']);
      const after = await bench.record(household);
      expect([after?.udrt, after?.revisions]).toEqual([before?.udrt, before?.revisions]);
      const [agreement] = await readAgreements(knex, enumeratorId);
      expect(agreement).toMatchObject({ officerId: enumeratorId, drawn: 1, done: 1 });
      expect(agreement?.items.find(({ column }) => column === first)).toEqual({
        column: first,
        asked: 1,
        agreed: 0,
      });
    });

    it('is of no closed household, and of none beside the sample', async () => {
      await tell('V 8-13 10152411');
      expect(await drawn()).toEqual([]);
      expect(await outcomes(asPengawas(`PERIKSA ${eight} 3.3 06`))).toEqual(['not-drawn']);
    });

    it('draws none at a share of nought', async () => {
      bench = openInboxBench(knex, undefined, await openBackCheckDraw(knex, 0));
      await tell(whole, finishing);
      expect(await drawn()).toEqual([]);
    });
  });
});

async function addKorwil(knex: Knex): Promise<void> {
  await knex.raw(
    `WITH added AS (
       INSERT INTO officers (msisdn, name, role) VALUES ('${korwil}', 'Contoh Korwil', 'korwil') RETURNING id
     ), number AS (
       INSERT INTO officer_numbers (officer_id, msisdn) SELECT id, '${korwil}' FROM added
     )
     INSERT INTO officer_areas (officer_id, area_code) SELECT id, '94' FROM added`,
  );
}

async function* lines(...rows: readonly string[]): AsyncGenerator<string> {
  yield `${rows.join('\n')}\n`;
}
