import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDemoIfEmpty } from '../../src/store/demo.ts';
import { execute } from '../../src/store/query.ts';
import { listPrelistVillages, readPrelist } from '../../src/store/read-prelist.ts';
import { eachStore, type TestStore } from '../support/database.ts';

const first = {
  code: '9415010001',
  name: 'Kampung Contoh',
  subDistrict: 'Distrik Contoh',
  regency: 'Kabupaten Asmat',
};
const second = { ...first, code: '9415010002', name: 'Kampung Misal' };

eachStore('the prelist for the card', (open) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
    await loadDemoIfEmpty(store.knex);
    await execute(store.knex, `INSERT INTO areas (code, name) VALUES ('9415010003', 'Kampung Kosong')`);
  });
  afterAll(() => store.drop());

  it.each([
    ['a regency', '9415', [first, second]],
    ['a village', '9415010002', [second]],
    ['a village without a prelist', '9415010003', []],
    ['an area that is not there', '1101', []],
  ])('lists the villages of %s', async (_, area, villages) => {
    expect(await listPrelistVillages(store.knex, area)).toEqual(villages);
  });

  it('reads the households of a village by serial, with their members by number', async () => {
    const households = await readPrelist(store.knex, '9415010001');
    expect(households.map(({ idbdt }) => idbdt)).toEqual(
      Array.from({ length: 20 }, (_, at) => `9415010001${String(at + 1).padStart(6, '0')}`),
    );
    expect(households[6]).toEqual({
      idbdt: '9415010001000007',
      headName: 'Contoh Tujuh',
      address: 'Jalan Contoh 7',
      slsName: 'RT Contoh 2',
      memberCount: 3,
      members: [
        { number: 1, name: 'Contoh Tujuh' },
        { number: 2, name: 'Anggota Dua' },
        { number: 3, name: 'Anggota Tiga' },
      ],
    });
  });

  it('reads a household whose members are not known', async () => {
    await execute(store.knex, `INSERT INTO prelist_households (idbdt) VALUES ('9415010003000001')`);
    expect(await readPrelist(store.knex, '9415010003')).toEqual([
      {
        idbdt: '9415010003000001',
        headName: null,
        address: null,
        slsName: null,
        memberCount: null,
        members: [],
      },
    ]);
  });
});
