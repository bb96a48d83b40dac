import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigits } from '../../src/domain/identity/check-digits.ts';
import { readInstrument } from '../../src/flow-files.ts';
import { members } from '../support/sms.ts';
import {
  household as blocks,
  enumerator,
  type Gateway,
  korcam,
  startGateway,
  today,
  ways,
} from './gateway.ts';

const pengawas = '+6281200000011';
const korkab = '+6281200000031';
const korwil = '+6281200000041';
const village = '9415010001';
const { man, woman } = members;

/** Household 7, two members. */
const seven = `${village}000007`;
const long = (idbdt: string) => idbdt + checkDigits(idbdt);
const wholeOf = (short: string) =>
  `RT ${short} 121${today()}021 ${blocks.housing} ${blocks.assets} ${blocks.programmes}`;
const membersOf = (short: string) => `ART ${short} 01${man.digits} 02${woman.digits}`;

describe.each(ways)('the way of a report up the chain, on %s', (way) => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(way, { BACK_CHECK_SHARE: '1' });
    await gateway.importOfficers(
      `msisdn,nama,peran,wilayah,atasan,bahasa\n${korwil},Contoh Korwil,korwil,94,,id\n`,
    );
  });
  afterAll(() => gateway.stop());

  const receiptIn = (text: string | null | undefined) => {
    const [, receipt] = /(?:Diterima|DITAHAN|Balas Y) ([A-Z2-9]{5})/.exec(text ?? '') ?? [];
    if (!receipt) throw new Error(`There is no receipt in: ${text}`);
    return receipt;
  };
  const accepted = async (text: string, from?: string) => {
    const came = await gateway.text(text, from);
    expect(came, text).toMatchObject({ outcome: 'accepted' });
    return came.answer;
  };
  const statusOf = async (idbdt: string) => (await gateway.record(idbdt))?.udrt.status;
  const photos = (idbdt: string, count: number) =>
    gateway.importPhotos(`IDBDT,jumlah_foto\n${idbdt},${count}\n`);
  const noticesTo = async (recipient: string) => {
    const rows = await gateway.rows<{ text: string }>(
      `SELECT text FROM outbox WHERE kind = 'notice' AND recipient = :recipient ORDER BY id`,
      { recipient },
    );
    return rows.map(({ text }) => text);
  };

  it('a held report goes to the records by SETUJU, another comes back by TOLAK and is mended', async () => {
    await accepted(wholeOf('7-16'));
    await accepted(membersOf('7-16'));
    const held = await gateway.text(`ART 7-16 03${man.digits}`);
    expect(held.outcome).toBe('held');
    const released = await accepted(`SETUJU ${receiptIn(held.answer)}`, pengawas);
    expect(released).toContain('Disetujui dan dicatat');
    expect((await gateway.record(seven))?.udart[2]).toMatchObject({ no_urut: 3, row_status: 'ACTIVE' });

    const again = await gateway.text(`ART 7-16 04${woman.nik}${woman.digits}`);
    expect(again.outcome).toBe('held');
    await accepted(`TOLAK ${receiptIn(again.answer)} bukan anggota ruta ini`, pengawas);
    const [notice] = await noticesTo(enumerator);
    expect(notice).toMatch(
      /^Pengawas mengembalikan ART 7-16 C\*\*\* T\*\*\* \([A-Z2-9]{5}\): bukan anggota ruta ini\./,
    );
    const mended = await gateway.text('F 7-16 Jumlah_ART 03');
    expect(mended.outcome).toBe('accepted');
  });

  it('a finished household goes with its photos over supervisor, regency and region', async () => {
    const eight = `${village}000008`;
    await accepted(wholeOf('8-13'));
    await accepted(membersOf('8-13'));
    expect(await statusOf(eight)).toBe('10');
    await accepted(`SETUJU ${long(eight)}`, pengawas);
    expect(await statusOf(eight)).toBe('10');
    await photos(eight, 9);
    expect(await statusOf(eight)).toBe('12');
    expect(await gateway.text('SETUJU 9415', korwil)).toMatchObject({ reason: 'nothing-waits' });
    await accepted('SETUJU 9415010', korkab);
    expect(await statusOf(eight)).toBe('13');
    await accepted('SETUJU 9415', korwil);
    expect(await statusOf(eight)).toBe('14');
    expect(await gateway.text('F 8-13 3.3 07')).toMatchObject({ outcome: 'rejected', reason: 'final' });
    await accepted(`TOLAK ${long(eight)} cek lantai`, korwil);
    expect(await statusOf(eight)).toBe('13a');
    await accepted(`TOLAK ${long(eight)} cek lantai`, korkab);
    await accepted('F 8-13 3.3 07');
    expect(await statusOf(eight)).toBe('11');
    const record = await gateway.record(eight);
    const steps = record?.revisions.map(({ after }) => after.udrt?.status).filter(Boolean);
    expect(steps).toEqual(['10', '13', '14', '13a', '12a', '11']);
    const audited = await gateway.rows<{ action: string }>(
      'SELECT action FROM audit WHERE target = :eight ORDER BY id',
      { eight },
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'approve-household',
      'count-photos',
      'return-household',
      'return-household',
    ]);
  });

  it('a supervisor asks again what was drawn, and the agreement is kept', async () => {
    const nine = `${village}000009`;
    await accepted(wholeOf('9-10'));
    await accepted(membersOf('9-10'));
    const [check] = await gateway.rows<{ items: string[]; reported: Record<string, number> }>(
      'SELECT items, reported FROM back_checks WHERE idbdt = :nine',
      { nine },
    );
    const items = check?.items ?? [];
    expect(items).toHaveLength(3);
    const pairs = items.map((column, index) => {
      const codes = [...(readInstrument().items.get(column)?.codes?.keys() ?? [])];
      const said = check?.reported[column];
      return `${column} ${index === 0 ? codes.find((code) => code !== said) : said}`;
    });
    expect(await accepted(`PERIKSA ${long(nine)} ${pairs.join(' ')}`, pengawas)).toContain(
      '2 dari 3 isian sama',
    );
    expect(await gateway.rows('SELECT agreed FROM back_checks WHERE idbdt = :nine', { nine })).toEqual([
      { agreed: [false, true, true] },
    ]);
  });

  it('a coordinator claims, is asked back, confirms, and sees what was received', async () => {
    const asked = await gateway.text('LAPOR 9415010002 5 10 2 K3 tidak ada sinyal', korcam);
    expect(asked).toMatchObject({ outcome: 'ask' });
    expect(asked.answer).toContain('jumlahnya 17, di daftar 20, benar?');
    const confirmed = await accepted(`Y ${receiptIn(asked.answer)}`, korcam);
    expect(confirmed).toContain(
      '9.415.010.002 Kampung Misal: selesai 5, sisa 10, menolak 2. Masuk 0, menolak 0, selisih +5.',
    );
    expect(
      await gateway.rows(
        'SELECT done, left_over, refused, hindrances, note FROM area_claims WHERE area_code = :code',
        { code: '9415010002' },
      ),
    ).toEqual([{ done: 5, left_over: 10, refused: 2, hindrances: [3], note: 'tidak ada sinyal' }]);
  });

  it('the figures of progress follow, steps of whole areas and photos included', async () => {
    await gateway.untilRead();
    const [counted] = await gateway.rows<{ approved: number; held: number }>(
      `SELECT coalesce(sum(approved), 0)::integer AS approved, coalesce(sum(held), 0)::integer AS held FROM (
         SELECT approved, held FROM progress_deltas
         UNION ALL SELECT approved, held FROM progress_areas WHERE area_code = '00'
       ) AS figures`,
    );
    const [standing] = await gateway.rows<{ approved: number; held: number }>(
      `SELECT (SELECT count(*)::integer FROM dtks.udrt
         WHERE approved_by IS NOT NULL OR status IN ('12', '13', '13b', '14')) AS approved,
       (SELECT count(*)::integer FROM reports WHERE outcome = 'held' AND withdrawn_at IS NULL) AS held`,
    );
    expect(counted).toEqual(standing);
  });
});
