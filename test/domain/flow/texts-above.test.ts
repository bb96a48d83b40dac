import { describe, expect, it } from 'vitest';
import { TextSubmission } from '../../../src/domain/flow/submission.ts';
import type { StoredReport } from '../../../src/domain/report/types.ts';
import { noWork, type WorkFacts } from '../../../src/domain/sms/command.ts';
import { parseMessage, type ReadFacts, readMessage } from '../../../src/domain/sms/read.ts';
import { backCheckTasks, deskReports } from '../../support/desk-world.ts';
import { openGateway, openPhone } from '../../support/dialogue.ts';
import { scriptsAbove } from '../../support/dialogue-scripts.ts';
import { begin, officers, phones, shipped } from '../../support/dialogue-world.ts';

const household = '9415010001000008 13';

/** What each dialogue that is handed in says, and whether it is taken where all is as the dialogue shows it. */
const texts: Readonly<Record<keyof typeof scriptsAbove, Readonly<Record<string, string>>>> = {
  pengawas: {
    'a held report approved': 'SETUJU HJKMN',
    'a held report sent back for its item': 'TOLAK HJKMN perbaiki ART2 IV.3 Hub. KRT',
    'a flagged report sent back for a reason': 'TOLAK PQRST ruta tertukar',
    'a report sent back for another item': 'TOLAK HJKMN perbaiki III.7a Air minum',
    'a household approved': `SETUJU ${household}`,
    'a household sent back': `TOLAK ${household} foto belum jelas`,
    'a back-check': `PERIKSA ${household} atap 06 sumber_airminum 05 ada_tv 4`,
    'status of a village': 'LAPOR 9415010001 12 7 1 K24',
  },
  korcam: {
    'status of the sub-district': 'LAPOR 9415010 12 7 1 K24',
    'status of a village by its code': 'LAPOR 9415010002 0 20 0',
  },
  korkab: {
    'an area approved': 'SETUJU 9415010',
    'an area sent back instead': 'TOLAK 9415010 kunjungi ulang',
    'an area sent back': 'TOLAK 9415010001 beda formulir',
    'a household sent back': `TOLAK ${household} ruta tertukar`,
    'status of a sub-district': 'LAPOR 9415010 12 7 1 K24',
  },
  korwil: {
    'an area approved': 'SETUJU 9415',
    'status of a sub-district by its code': 'LAPOR 9415010 12 7 1',
  },
};
type AboveRole = keyof typeof texts;
const rolesAbove: readonly AboveRole[] = ['pengawas', 'korcam', 'korkab', 'korwil'];

async function handedIn(role: AboveRole, script: readonly string[]): Promise<TextSubmission[]> {
  const gateway = openGateway();
  await openPhone(gateway, phones[role]).dial(script.join('*'));
  return [...gateway.inbox.values()].map(({ raw }) =>
    TextSubmission.parse(JSON.parse(new TextDecoder().decode(raw))),
  );
}

describe.each(rolesAbove)('%s', (role) => {
  it.each(Object.entries(texts[role]))('%s: hands in the message that says it', async (name, expected) => {
    const handed = await handedIn(role, scriptsAbove[role][name] ?? []);
    expect(handed.map(({ text }) => text)).toEqual([expected]);
  });

  it.each(Object.entries(texts[role]))('%s: is taken by the reader of such messages', (_, text) => {
    const { outcome, reason } = readMessage(shipped.instrument, parseMessage(text), factsOf(role));
    expect({ text, outcome, reason }).toEqual({
      text,
      outcome: isAskedBack(text) ? 'ask' : 'accepted',
      reason: null,
    });
  });

  it('hands in nothing in its other dialogues', async () => {
    const others = Object.keys(scriptsAbove[role]).filter((name) => !(name in texts[role]));
    for (const name of others) {
      expect([name, await handedIn(role, scriptsAbove[role][name] ?? [])]).toEqual([name, []]);
    }
  });
});

/** Of a claim whose counts are not those of the prelist. */
function isAskedBack(text: string): boolean {
  return text.startsWith('LAPOR 9415010 ');
}

const flagged = '9415010002000005';

/** Serial 8 and the flagged household are finished and wait for the supervisor or, of a coordinator, for them. */
function factsOf(role: AboveRole): ReadFacts {
  const { households } = openGateway();
  const idbdt = household.slice(0, 16);
  const whole = households.get(idbdt);
  const other = households.get(flagged);
  if (!whole || !other) throw new Error('There is no household');
  const status = role === 'pengawas' ? '11' : '12';
  const record = { ...whole.record, status, foto_tertunda: 0, foto_tersimpan: 9, Jumlah_ART: 1 };
  const [member] = whole.members;
  const members = member ? [member] : [];
  return {
    officer: officers.find(({ msisdn }) => msisdn === phones[role]) ?? null,
    households: new Map([
      ...households,
      [idbdt, { ...whole, record, members, lastOfficerId: 1 }],
      [flagged, { ...other, record, members, lastOfficerId: 2 }],
    ]),
    openQuestions: [],
    counts: { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 },
    receipt: 'ABCDE',
    receivedAt: begin,
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
    work: workOf(status),
  };
}

function workOf(status: string): WorkFacts {
  const waiting = [
    { status, reporterId: 1, count: 4 },
    { status: '13', reporterId: 1, count: 1 },
  ];
  const areas = [
    { code: '9415', target: 40 },
    { code: '9415010', target: 40 },
    { code: '9415010001', target: 20 },
    { code: '9415010002', target: 20 },
  ].map(
    ({ code, target }) => [code, { code, name: 'Contoh', target, byResult: {}, claims: new Map() }] as const,
  );
  return {
    ...noWork,
    team: new Set([1, 2]),
    teamReports: new Map(deskReports.map((report) => [report.receipt, [storedReport(report.receipt)]])),
    areas: new Map(areas),
    waiting: new Map(areas.map(([code]) => [code, waiting])),
    backChecks: new Map(
      backCheckTasks.map(({ idbdt, officerId, items }) => [
        idbdt,
        { idbdt, officerId, items, reported: {}, isDone: false },
      ]),
    ),
  };
}

function storedReport(receipt: string): StoredReport {
  const report = deskReports.find((each) => each.receipt === receipt);
  if (!report) throw new Error('There is no such report');
  const { form, idbdt, officerId, state, receivedAt } = report;
  const nothing = { capped: [], members: [], families: [], businesses: [], remarks: [] };
  return {
    id: '1',
    officerId,
    receipt,
    outcome: state === 'held' ? 'held' : 'accepted',
    isWithdrawn: false,
    report: { form, idbdt, answers: {}, ...nothing },
    source: 'sms',
    receivedAt,
  };
}
