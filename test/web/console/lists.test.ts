import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dammDigit } from '../../../src/domain/identity/officer-code.ts';
import { query } from '../../../src/store/query.ts';
import { eachStore } from '../../support/database.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

/** The demo's enumerator of the first village. */
const code = `100004${dammDigit('100004')}`;
const householdHead = 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART';
const officerHead = 'msisdn,nama,peran,wilayah,atasan,bahasa';

eachStore('lists of the console', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    world = await openConsole(opened.knex);
  });

  const get = (path: string, fields = {}, person: 'korkab' | 'stranger' | 'pusat' = 'korkab') =>
    world.send(person, { method: 'get', path, fields });
  const post = (path: string, fields = {}, person: 'korkab' | 'korcam' | 'pusat' = 'korkab') =>
    world.send(person, { method: 'post', path, fields });
  const bring = async (kind: string, file: string, person: 'korkab' | 'korcam' | 'pusat' = 'korkab') => {
    const path = kind === 'areas' ? '/imports/areas' : '/imports';
    const sent = await world.send(person, {
      method: 'post',
      path,
      fields: kind === 'areas' ? {} : { kind },
      file,
    });
    await world.idle();
    return { status: sent.status, at: String(sent.headers.location) };
  };
  const audited = (action: string) =>
    query<{ via: string; user_id: string | null; area_code: string | null }>(
      opened.knex,
      'SELECT via, user_id, area_code FROM audit WHERE action = :action ORDER BY id',
      { action },
    );

  describe('officers', () => {
    it('are found in the user’s areas, by name, code and number as people write it', async () => {
      for (const q of ['enumerator con', code, '0812 0000 0001']) {
        const page = await get('/officers', { q, area: '9415010001' });
        if (q.startsWith('enum')) continue;
        expect([q, page.text.includes(`/officers/${code}"`)]).toEqual([q, true]);
      }
      expect((await get('/officers', {}, 'stranger')).text).not.toContain('/officers/1');
    });

    it('are changed by those above them, which the audit keeps with who did it and where', async () => {
      expect((await post(`/officers/${code}/add-number`, { number: '0812-9999-0001' })).status).toBe(303);
      expect((await get(`/officers/${code}`)).text).toContain('+6281299990001');
      expect(await audited('add-number')).toEqual([
        { via: 'console', user_id: String(world.userId('korkab')), area_code: '9415010001' },
      ]);
    });

    it('are not given areas that the user does not see', async () => {
      expect((await post(`/officers/${code}/set-areas`, { areas: '9415010001|9471' })).status).toBe(403);
      expect((await post(`/officers/${code}/set-areas`, { areas: '9415010001|9415010002' })).status).toBe(
        303,
      );
    });

    it('of one’s own role or a higher one are seen and not changed', async () => {
      const own = `100001${dammDigit('100001')}`;
      const page = await get(`/officers/${own}`);
      expect([page.status, page.text.includes('/set-areas')]).toEqual([200, false]);
      expect((await post(`/officers/${own}/set-language`, { language: 'en' })).status).toBe(403);
    });

    it('get a temporary PIN, which is shown once', async () => {
      const page = await post(`/officers/${code}/reset-pin`);
      expect(page.text).toMatch(/<strong>\d{6}<\/strong>/);
      expect(page.headers['cache-control']).toBe('no-store');
    });

    it('leave the post to a successor, who is shown then', async () => {
      const sent = await post(`/officers/${code}/replace-person`, {
        name: '<b>Contoh Baru</b>',
        number: '0812 9999 0002',
        language: 'id',
      });
      const page = await get(String(sent.headers.location));
      expect(page.text).toContain('&lt;b&gt;Contoh Baru');
      expect(page.text).toContain('9415010001');
      expect((await get(`/officers/${code}`)).status).toBe(200);
    });
  });

  describe('files out', () => {
    it.each([
      ['officers', '/officers.csv', '/imports', 5],
      ['households', '/prelist.csv', '/imports', 40],
      ['members', '/prelist-members.csv', '/imports', null],
    ])('of %s come in again and change nothing', async (kind, path, _to, rows) => {
      const file = await get(path, {}, 'pusat');
      expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
      const { at } = await bring(kind, file.text, 'pusat');
      const page = (await get(at, {}, 'pusat')).text;
      expect(/data-figure="bad">0</.test(page)).toBe(true);
      if (rows !== null) expect(page).toContain(`data-figure="good">${rows}<`);
      await post(`${at}/confirm`, {}, 'pusat');
      await world.idle();
      expect(await audited('change-officer')).toEqual([]);
      expect((await get(path, {}, 'pusat')).text).toBe(file.text);
    });

    it('hold no formula of anybody', async () => {
      await query(opened.knex, `UPDATE officers SET name = '=HYPERLINK("x")' WHERE code = '${code}'`);
      const file = (await get('/officers.csv')).text;
      expect(file).toContain(`"'=HYPERLINK(""x"")"`);
      const { at } = await bring('officers', file);
      await post(`${at}/confirm`);
      await world.idle();
      expect(await audited('change-officer')).toEqual([]);
    });
  });

  describe('files in', () => {
    const good = '9415010001000101,Contoh Satu,Jalan Contoh 1,RT Contoh 1,,3';
    const counted = async () =>
      (
        await query<{ count: number }>(
          opened.knex,
          `SELECT count(*)::integer AS count FROM prelist_households WHERE idbdt LIKE '%0101'`,
        )
      )[0]?.count;

    it('are looked through first, and go in when they are confirmed, once', async () => {
      const { at } = await bring(
        'households',
        `${householdHead}\n${good}\n12,<script>,,,,\n9471010001000101,Contoh,,,,\n`,
      );
      const page = (await get(at)).text;
      expect(page).toContain('data-state="checked"');
      expect(page).toContain('data-figure="good">1<');
      expect(page).toContain('IDBDT must have 16 digits');
      expect(page).toContain('is outside your areas');
      expect(page).not.toContain('<script>,');
      expect(await counted()).toBe(0);
      const confirmed = await Promise.all([post(`${at}/confirm`), post(`${at}/confirm`)]);
      expect(confirmed.map(({ status }) => status).sort()).toEqual([303, 409]);
      await world.idle();
      expect((await get(at)).text).toContain('data-state="imported"');
      expect(await counted()).toBe(1);
      expect(
        await query(
          opened.knex,
          `SELECT FROM upload_chunks WHERE upload_id <> '00000000-0000-4000-8000-000000000001'`,
        ),
      ).toEqual([]);
      expect((await get(`${at}/bad.csv`)).text).toContain('3,"IDBDT must have 16 digits');
    });

    it('that are no CSV of ours say so', async () => {
      const { at } = await bring('households', 'x,y\n1,2\n');
      const page = (await get(at)).text;
      expect(page).toContain('data-state="failed"');
      expect(page).toContain('The header lacks IDBDT');
      expect((await post(`${at}/confirm`)).status).toBe(409);
    });

    it('that are empty or too large are not kept', async () => {
      expect((await bring('households', '')).status).toBe(422);
      expect((await bring('households', 'x'.repeat(33 * 1024 * 1024))).status).toBe(413);
      expect(
        await query(opened.knex, `SELECT FROM uploads WHERE file_name = 'contoh.csv' AND state <> 'checked'`),
      ).toEqual([]);
    });

    it.each([
      ['of another area', '+6281299990001,Contoh,enumerator,9471,,id', 'is outside your areas'],
      ['of one’s own role', '+6281299990001,Contoh,korcam,9415010,,id', 'peran must be below your own'],
      [
        'of somebody above',
        '+6281200000031,Contoh,enumerator,9415010001,,id',
        'peran must be below your own',
      ],
      [
        'with a superior elsewhere',
        '+6281299990001,Contoh,enumerator,9415010001,+6281200000031,id',
        'atasan is outside your areas',
      ],
    ])('keep a coordinator from officers %s', async (_, row, reason) => {
      const { at } = await bring('officers', `${officerHead}\n${row}\n`, 'korcam');
      const page = (await world.send('korcam', { method: 'get', path: at })).text;
      expect(page).toContain(reason);
      expect(page).toContain('data-figure="good">0<');
      expect(page).not.toContain('/confirm');
    });

    it('of areas are the nation’s, and audited with who brought them', async () => {
      const { at } = await bring(
        'areas',
        'kode_bps,kode_kemendagri,nama,tingkat\n9415010003,,Kampung Tiga,desa\n',
        'pusat',
      );
      await post(`${at}/confirm`, {}, 'pusat');
      await world.idle();
      expect(await audited('import-areas')).toEqual([
        { via: 'console', user_id: String(world.userId('pusat')), area_code: '94' },
      ]);
    });

    it('are not seen by others', async () => {
      const { at } = await bring('households', `${householdHead}\n${good}\n`);
      expect((await get(at, {}, 'stranger')).status).toBe(403);
      expect((await world.send('korcam', { method: 'get', path: at })).status).toBe(403);
      expect((await get(at, {}, 'pusat')).status).toBe(200);
    });
  });

  describe('the audit', () => {
    it('shows a regency what was done there, and nothing else', async () => {
      await post(`/officers/${code}/set-language`, { language: 'en' });
      expect((await get('/audit', { action: 'change-officer' })).text).toContain('language=en');
      expect((await get('/audit', { action: 'change-officer' }, 'stranger')).text).not.toContain(
        'language=en',
      );
      expect((await get('/audit', { q: code })).text).toContain('change-officer');
    });
  });

  describe('users', () => {
    it('are added, given another password and shut out by an administrator', async () => {
      const admin = (path: string, fields = {}) => world.send('admin', { method: 'post', path, fields });
      const added = {
        username: 'contoh.baru',
        role: 'korcam',
        areas: '9415010',
        language: 'id',
        password: 'kata sandi contoh',
      };
      expect((await admin('/users', added)).status).toBe(303);
      expect((await admin('/users/contoh.baru/password', { password: 'kata sandi lain' })).status).toBe(303);
      expect((await admin('/users/contoh.baru/disable')).status).toBe(303);
      expect((await admin('/users/admin/disable')).status).toBe(409);
      expect((await admin('/users', { ...added, username: 'lain', password: 'pendek' })).status).toBe(400);
      expect(await audited('add-user')).toHaveLength(7);
    });
  });
});
