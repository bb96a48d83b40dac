import { expect, it } from 'vitest';
import { TextSubmission } from '../../../src/domain/flow/submission.ts';
import { parseMessage, type ReadFacts, readMessage } from '../../../src/domain/sms/read.ts';
import { openGateway, openPhone } from '../../support/dialogue.ts';
import { scripts } from '../../support/dialogue-scripts.ts';
import { phones, shipped } from '../../support/dialogue-world.ts';

const idbdt = '9415010001000007 16';
const reported = '9415010001000008 13';
const member = '111140211050000207111040041122222';
const spouse = '212238211042000204822000000122222';
const child = '9103010107110002313110101010000101402000000422222';

/** What each dialogue that is handed in as text says. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'members at once': [`ART ${idbdt} 01${member}`, `ART ${idbdt} 02${spouse}`, `ART ${idbdt} 03${child}`],
  'a member in the prelist, guided': [`ART ${idbdt} 01${member}`],
  'a new member, guided': [`ART ${idbdt} 03${child}`],
  'an answer to mend': [`F ${reported} fasbab 4`],
  'an answer to mend with what hangs on it': [`F ${reported} aset_tak_bergerak 1 luas_atb 00450`],
  'an answer of a member to mend': [`F ${reported} ART1 Umur 41`],
  'the other household to mend': [
    `F ${reported} hasil_verivali 4 data_idbdt_double_dengan 941501000100001298`,
  ],
  'family cards': [`KK ${idbdt} 19103010101800001`, `KK ${idbdt} 29103010101800002`],
  businesses: [`USAHA ${idbdt} 01040212`],
  'new household': ['BARU Contoh Lima / Dusun Contoh 2 / RT 01'],
  withdrawal: ['BATAL FGHJK'],
  practice: ['LATIH V 9415010001000007 16 10142411 9415010001000012 98'],
};

async function submitted(script: readonly string[]): Promise<TextSubmission[]> {
  const gateway = openGateway();
  await openPhone(gateway).dial(script.join('*'));
  return [...gateway.inbox.values()].map(({ raw }) =>
    TextSubmission.parse(JSON.parse(new TextDecoder().decode(raw))),
  );
}

const facts = {
  officer: {
    id: 1,
    code: '1000015',
    msisdn: phones.enumerator,
    name: 'Contoh Petugas',
    role: 'enumerator',
    language: 'id',
    isQuiet: false,
    isStopped: false,
    areas: ['9415010001'],
    villages: ['9415010001'],
    superiorId: null,
  },
  households: openGateway().households,
  openQuestions: [],
  counts: { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 },
  receipt: 'ABCDE',
  receivedAt: new Date('2021-12-01T02:00:00Z'),
  ownReports: new Map(),
  proposalSerials: new Map(),
  ownProposals: [],
} satisfies ReadFacts;

it.each(Object.entries(texts))(
  '%s: hands in the message of the grammar that says it',
  async (name, expected) => {
    const handed = await submitted(scripts[name] ?? []);
    expect(handed.map(({ text }) => text)).toEqual(expected);
    expect(new Set(handed.map(({ receipt }) => receipt)).size).toBe(expected.length);
    expect(handed.at(-1)?.language).toBe('id');
  },
);

// What a withdrawal comes to hangs on what is stored when it comes.
const foretold = Object.keys(texts).filter((name) => name !== 'withdrawal');

it.each(foretold)('%s: is taken by the reader of such messages', async (name) => {
  for (const { text } of await submitted(scripts[name] ?? [])) {
    const { outcome } = readMessage(shipped.instrument, parseMessage(text), facts);
    expect([text, outcome]).toEqual([text, 'accepted']);
  }
});

it('covers every dialogue that hands in a text', async () => {
  const names: string[] = [];
  for (const [name, script] of Object.entries(scripts)) {
    const gateway = openGateway();
    await openPhone(gateway).dial(script.join('*'));
    const [message] = gateway.inbox.values();
    if (message && new TextDecoder().decode(message.raw).startsWith('{"text"')) names.push(name);
  }
  expect(names.toSorted()).toEqual(Object.keys(texts).toSorted());
});
