import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { query } from '../../src/store/query.ts';
import { household, resetStore } from '../contracts/store-fixtures.ts';
import { eachStore } from '../support/database.ts';
import { members, wholeDigits } from '../support/sms.ts';
import { openInboxBench } from './inbox-bench.ts';

eachStore('the area of a NIK, in the inbox', (open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.drop());
  beforeEach(() => resetStore(opened.knex));

  const { nik, digits } = members.man;
  const report = `ART 7-16 01${nik}${digits}`;

  it('is remarked where no area ever had the code, and goes to the records all the same', async () => {
    const asked: string[] = [];
    const bench = openInboxBench(opened.knex, {
      isUnknown: (area) => {
        asked.push(area);
        return true;
      },
    });
    const [, reading] = await bench.send(`RT 7-16 ${wholeDigits}`, report);
    expect(reading?.outcome).toBe('accepted');
    expect(reading?.answer).toContain('kode wilayahnya tidak dikenal');
    expect(new Set(asked)).toEqual(new Set([nik.slice(0, 6)]));
    const record = await bench.record(household);
    expect(record?.udart[0]).toMatchObject({ no_urut: 1, NIK: nik });
    const [stored] = await query<{ remarks: unknown }>(
      opened.knex,
      `SELECT remarks FROM reports WHERE form = 'ART'`,
    );
    expect(stored?.remarks).toMatchObject([{ case: 'nik-area', severity: 'warn', member: 1 }]);
  });

  it('is no matter where the area is known', async () => {
    const bench = openInboxBench(opened.knex);
    const [, reading] = await bench.send(`RT 7-16 ${wholeDigits}`, report);
    expect(reading?.outcome).toBe('accepted');
    expect(reading?.answer).not.toContain('wilayah');
  });
});
