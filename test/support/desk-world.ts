import type { AreaWork, BackCheckTask, DeskReport, TeamMember } from '../../src/domain/workflow/desk.ts';
import type { DeskWork } from '../../src/ports.ts';

/** Reports of the team that wait for the supervisor when the dialogues begin. */
export const deskReports: readonly DeskReport[] = [
  {
    state: 'held',
    receipt: 'HJKMN',
    officerId: 1,
    officerName: 'Contoh Petugas',
    form: 'ART',
    idbdt: '9415010001000007',
    head: 'C*** T***',
    problems: [
      {
        kind: 'rule',
        severity: 'hold',
        rule: 9,
        case: 'second-head',
        column: 'Hub_KRT',
        number: 'IV.3',
        member: 2,
        typed: '1',
      },
    ],
    reason: null,
    receivedAt: new Date('2021-12-01T01:00:00Z'),
  },
  {
    state: 'flagged',
    receipt: 'PQRST',
    officerId: 2,
    officerName: 'Misal Petugas',
    form: 'RT',
    idbdt: '9415010002000005',
    head: 'C*** K***',
    problems: [
      {
        kind: 'rule',
        severity: 'flag',
        rule: 15,
        case: 'aid-with-car',
        column: 'ada_mobil',
        number: 'V.1k',
      },
    ],
    reason: null,
    receivedAt: new Date('2021-11-30T04:00:00Z'),
  },
  {
    state: 'returned',
    receipt: 'UVWXY',
    officerId: 1,
    officerName: 'Contoh Petugas',
    form: 'V',
    idbdt: '9415010001000003',
    head: 'C*** K***',
    problems: [],
    reason: 'kunjungi ulang',
    receivedAt: new Date('2021-11-29T23:00:00Z'),
  },
];

const noReports = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

const team: readonly TeamMember[] = [
  {
    officerId: 1,
    name: 'Contoh Petugas',
    today: { ...noReports, accepted: 4, repaired: 1, held: 1 },
    lastAt: new Date('2021-12-01T01:00:00Z'),
  },
  { officerId: 2, name: 'Misal Petugas', today: noReports, lastAt: new Date('2021-11-30T04:00:00Z') },
  { officerId: 3, name: 'Umpama Petugas', today: noReports, lastAt: null },
];

export const backCheckTasks: readonly BackCheckTask[] = [
  {
    idbdt: '9415010001000008',
    head: 'C*** K***',
    officerId: 1,
    officerName: 'Contoh Petugas',
    items: ['atap', 'sumber_airminum', 'ada_tv'],
    drawnAt: new Date('2021-11-25T03:00:00Z'),
  },
  {
    idbdt: '9415010002000006',
    head: 'C*** K***',
    officerId: 2,
    officerName: 'Misal Petugas',
    items: ['lantai', 'fasbab', 'ada_motor'],
    drawnAt: new Date('2021-11-26T03:00:00Z'),
  },
];

function area(code: string, name: string, target: number, byStatus: AreaWork['byStatus']): AreaWork {
  const received = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  return { code, name, target, received, byStatus };
}

const areas: readonly AreaWork[] = [
  area('94', 'Papua', 40, { '10': 9, '11': 3, '12': 4, '13': 1 }),
  area('9415', 'Kabupaten Asmat', 40, { '10': 9, '11': 3, '12': 4, '13': 1 }),
  area('9415010', 'Distrik Contoh', 40, { '10': 9, '11': 3, '12': 4, '13': 1 }),
  area('9415010001', 'Kampung Contoh', 20, { '10': 5, '11': 3, '12': 4 }),
  area('9415010002', 'Kampung Misal', 20, { '10': 4, '13': 1 }),
];

/** How deep the codes are that an officer's list shows, by tens of the officer's id. */
const depths: Readonly<Record<number, readonly number[]>> = { 1: [10], 2: [7, 10], 3: [4, 7], 4: [2, 4] };

/** What the dialogues of those above the enumerators show, from lists that a test may add to. */
export function openDesk() {
  const reports = [...deskReports];
  const samples = [...backCheckTasks];
  const deskWork: DeskWork = {
    async listDesk(_supervisorId, asOf, limit) {
      return reports.filter(({ receivedAt }) => receivedAt < asOf).slice(0, limit);
    },
    async listTeam() {
      return [...team];
    },
    async listBackChecks(_supervisorId, asOf, limit) {
      return samples.filter(({ drawnAt }) => drawnAt < asOf).slice(0, limit);
    },
    async listAreas(officerId) {
      return areas.filter(({ code }) => depths[Math.floor(officerId / 10)]?.includes(code.length));
    },
  };
  return { deskWork, reports, samples };
}
