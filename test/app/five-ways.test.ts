import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../../src/domain/flow/walk.ts';
import { checkDigits } from '../../src/domain/identity/check-digits.ts';
import { localDay } from '../../src/domain/identity/time-zone.ts';
import type { RecordRow } from '../../src/domain/report/types.ts';
import { formOf } from '../support/instrument.ts';
import { type Gateway, startGateway, ways } from './gateway.ts';
import { type MadeUpHousehold, type MadeUpMember, makeUpHousehold } from './made-up-household.ts';

const village = '9415010001';
const seeds = [1, 2, 3, 4, 5];

/** Household of the prelist that a made-up one is entered as, in one of the ways: they are all alike there. */
interface Entry {
  readonly idbdt: string;
  /** Serial and check digits, as a phone types them in one string. */
  readonly reference: string;
  readonly made: MadeUpHousehold;
  readonly today: string;
}

type Enter = (gateway: Gateway, entry: Entry) => Promise<void>;

const two = (number: number) => String(number).padStart(2, '0');

/** Hands in messages one after another: each member is a revision of their own, as by USSD. */
async function send(gateway: Gateway, texts: readonly string[]): Promise<void> {
  for (const text of texts) expect(await gateway.text(text)).toMatchObject({ outcome: 'accepted' });
}

async function typeToEnd(gateway: Gateway, session: string, tokens: readonly string[]): Promise<void> {
  expect((await gateway.type(session, tokens)).at(-1)).toMatch(/^END /);
  await gateway.untilRead();
}

/** A member's part of the dialogue of members, by what is typed of them. */
function memberTokens(entry: Entry, tokensOf: (member: MadeUpMember) => readonly string[]): string[] {
  const each = entry.made.members.map((member) => [two(member.number), ...tokensOf(member), '1']);
  return ['3', entry.reference, ...each.flatMap((tokens, at) => (at === 0 ? tokens : ['1', ...tokens])), '2'];
}

/** What is typed item by item: only what is asked. */
function guidedTokens(form: string, blocks: readonly string[], today: string, behind = ''): string[] {
  const layout = formOf(form);
  const digits = Object.fromEntries(layout.blocks.map(({ name }, at) => [name, blocks[at] ?? '']));
  const { passed, next } = walk(layout, digits, today);
  if (next) throw new Error(`The digits of ${form} are wrong at ${next.item.column}`);
  const asked = passed.filter(({ item }) => item.column !== behind);
  return asked.map(({ block, item, offset }) =>
    (digits[block.name] ?? '').slice(offset, offset + item.width),
  );
}

function guidedMember({ form, digits }: MadeUpMember, today: string): string[] {
  const known = form === 'ART_PRELIST' ? ['1'] : [digits.slice(0, 16)];
  return [...known, ...guidedTokens(form, [digits], today, 'NIK')];
}

const enterings: readonly (readonly [string, Enter])[] = [
  [
    'SMS, grouped',
    (gateway, { reference, made }) =>
      send(gateway, [
        `RT ${reference.slice(0, -2)}-${reference.slice(-2)} ${made.blocks.join(' ')}`,
        ...made.members.map(
          ({ number, digits }) =>
            `art ${reference.slice(0, -2)}-${reference.slice(-2)}, ${two(number)}/${digits.slice(0, -17)}.${digits.slice(-17)}`,
        ),
      ]),
  ],
  [
    'SMS, solid',
    (gateway, { reference, made }) =>
      send(gateway, [
        `RT${reference}${made.blocks.join('')}`,
        ...made.members.map(({ number, digits }) => `ART${reference}${two(number)}${digits}`),
      ]),
  ],
  [
    'USSD, guided',
    async (gateway, entry) => {
      const { idbdt, reference, made, today } = entry;
      const household = guidedTokens('RT', made.blocks, today);
      await typeToEnd(gateway, `${idbdt}-guided`, ['4', reference, ...household, '1']);
      const members = memberTokens(entry, (member) => guidedMember(member, today));
      await typeToEnd(gateway, `${idbdt}-guided-members`, members);
    },
  ],
  [
    'USSD, packed',
    async (gateway, entry) => {
      const { idbdt, reference, made } = entry;
      await typeToEnd(gateway, `${idbdt}-packed`, ['2', reference, ...made.blocks, '1']);
      const members = memberTokens(entry, ({ digits }) => [digits]);
      await typeToEnd(gateway, `${idbdt}-packed-members`, members);
    },
  ],
  [
    'USSD, dialled through',
    async (gateway, entry) => {
      const { idbdt, reference, made } = entry;
      const strings = [['2', reference, ...made.blocks, '1'], memberTokens(entry, ({ digits }) => [digits])];
      for (const [at, tokens] of strings.entries()) {
        expect((await gateway.dial(`${idbdt}-${at}`, tokens)).body).toMatch(/^END /);
        await gateway.untilRead();
      }
    },
  ],
];

/** What differs by nature: which household it is, which report wrote the row, by which way and when. */
const differing = {
  udrt: ['IDBDT', 'nourut_rt', 'sumber_data', 'report_id', 'updated_at'],
  udart: ['IDBDT', 'report_id', 'updated_at'],
} as const;

function bytesOf(row: RecordRow, masked: readonly string[]): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, masked.includes(column) ? '*' : value]),
    ),
  );
}

describe.each(ways)('one household entered in five ways, on %s', (way) => {
  let gateway: Gateway;
  const today = localDay(new Date(), village);
  const entries = seeds.flatMap((seed, at) =>
    enterings.map(([name, enter], index): [number, string, Enter, Entry] => {
      const serial = 101 + at * enterings.length + index;
      const idbdt = `${village}${String(serial).padStart(6, '0')}`;
      const reference = `${serial}${checkDigits(idbdt)}`;
      return [seed, name, enter, { idbdt, reference, made: makeUpHousehold(seed, today), today }];
    }),
  );

  beforeAll(async () => {
    gateway = await startGateway(way);
    const idbdts = entries.map(([, , , { idbdt }]) => idbdt);
    await gateway.importPrelist(
      [
        'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART',
        ...idbdts.map((idbdt) => `${idbdt},Contoh Kepala,Jalan Contoh 1,RT Contoh,9999990101150001,2`),
      ].join('\n'),
      [
        'IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT',
        ...idbdts.flatMap((idbdt) => [
          `${idbdt},1,Contoh Kepala,9999990101800001,1,1980-01-01,1`,
          `${idbdt},2,Contoh Pasangan,9999994101800002,2,1980-01-01,2`,
        ]),
      ].join('\n'),
    );
  });
  afterAll(() => gateway.stop());

  const written = new Map<number, { readonly udrt: string; readonly udart: readonly string[] }>();

  it.each(entries)('household %i by %s: the same records, byte for byte', async (seed, _, enter, entry) => {
    await enter(gateway, entry);
    const record = await gateway.record(entry.idbdt);
    expect(record?.reports.map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'));
    // What was on the paper, so that five equal records are not five equally wrong ones.
    expect(record?.udrt).toMatchObject(entry.made.answers);
    expect(record?.udart).toMatchObject(
      entry.made.members.map(({ number, answers }) => ({ no_urut: number, ...answers })),
    );
    const bytes = {
      udrt: bytesOf(record?.udrt ?? {}, differing.udrt),
      udart: (record?.udart ?? []).map((row) => bytesOf(row, differing.udart)),
    };
    expect(bytes).toEqual(written.get(seed) ?? bytes);
    written.set(seed, bytes);
  });

  it('leaves as many different households as were made up', () => {
    expect(new Set([...written.values()].map(({ udrt }) => udrt)).size).toBe(seeds.length);
  });
});
