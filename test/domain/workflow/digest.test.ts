import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/domain/instrument/types.ts';
import { lintOutbound } from '../../../src/domain/sms/lint.ts';
import {
  areaDigest,
  draftReminder,
  enumeratorDigest,
  type MemberDay,
  type Speech,
  silenceAlert,
  teamDigest,
} from '../../../src/domain/workflow/digest.ts';
import { readMessages } from '../../../src/flow-files.ts';

const messages = readMessages();
const id: Speech = { messages, language: 'id' };

const none = { accepted: 0, held: 0, toMend: 0 };
const some = { accepted: 5, held: 1, toMend: 2 };

function member(name: string, changes: Partial<MemberDay> = {}): MemberDay {
  return { name, ...none, isHeard: false, left: 10, ...changes };
}

describe('enumeratorDigest', () => {
  it.each([
    [
      'figures and what is left',
      some,
      490,
      'Hari ini: 5 diterima, 1 ditahan, 2 perlu diperbaiki. Sisa 490 rumah tangga.',
    ],
    [
      'groups long figures',
      { ...none, accepted: 1 },
      1234,
      'Hari ini: 1 diterima, 0 ditahan, 0 perlu diperbaiki. Sisa 1.234 rumah tangga.',
    ],
    [
      'nothing left',
      some,
      0,
      'Hari ini: 5 diterima, 1 ditahan, 2 perlu diperbaiki. Semua rumah tangga sudah dikunjungi.',
    ],
    ['nothing sent: nothing to say', none, 490, null],
    [
      'only something held',
      { ...none, held: 1 },
      3,
      'Hari ini: 0 diterima, 1 ditahan, 0 perlu diperbaiki. Sisa 3 rumah tangga.',
    ],
  ])('%s', (_, day, left, expected) => {
    expect(enumeratorDigest(id, day, left)).toBe(expected);
  });
});

describe('teamDigest', () => {
  it.each([
    ['no team', [], null],
    ['nobody has anything left, nothing came', [member('Satu', { left: 0 })], null],
    [
      'all were heard',
      [member('Satu', { ...some, isHeard: true })],
      'Tim hari ini: 5 diterima, 1 ditahan, 2 perlu diperbaiki. Semua sudah mengirim.',
    ],
    [
      'sums and silent ones',
      [
        member('Satu', { ...some, isHeard: true }),
        member('Contoh Dua'),
        member('Tiga', { ...some, isHeard: true }),
        member('Empat', { left: 0 }),
      ],
      'Tim hari ini: 10 diterima, 2 ditahan, 4 perlu diperbaiki. Belum ada kabar dari Contoh Dua.',
    ],
    ['who only asked something is not silent', [member('Satu', { isHeard: true })], null],
    [
      'nothing but silence',
      [member('Satu')],
      'Tim hari ini: 0 diterima, 0 ditahan, 0 perlu diperbaiki. Belum ada kabar dari Satu.',
    ],
  ])('%s', (_, team, expected) => {
    expect(teamDigest(id, team)).toBe(expected);
  });

  it('names as many as one segment holds', () => {
    const team = Array.from({ length: 9 }, (_, at) => member(`Contoh Petugas ${at}`));
    const text = teamDigest(id, team);
    expect(text).toMatch(/Contoh Petugas 0, .* \+\d\.$/);
    expect(lintOutbound(text ?? '')).toEqual([]);
  });
});

describe('areaDigest', () => {
  it.each([
    ['nothing came and nobody is behind', [member('Satu', { left: 0 })], null],
    [
      'figures',
      [member('Satu', { ...some, isHeard: true })],
      'Distrik Contoh hari ini: 5 diterima, 1 ditahan, 2 perlu diperbaiki. Dikunjungi 70 dari 1.000.',
    ],
    [
      'silent ones are counted',
      [member('Satu'), member('Dua')],
      'Distrik Contoh hari ini: 0 diterima, 0 ditahan, 0 perlu diperbaiki. Dikunjungi 70 dari 1.000. Tanpa kabar: 2 petugas.',
    ],
  ])('%s', (_, team, expected) => {
    expect(areaDigest(id, { name: 'Distrik Contoh', others: 0 }, { target: 1000, visited: 70 }, team)).toBe(
      expected,
    );
  });
});

describe('the longest of each', () => {
  const most = { accepted: 88_888, held: 88_888, toMend: 88_888 };
  const longName = 'DANA ŽŠ [[[[[[[[ Wwwwwwwwwwwwwwwwwwww 081234567890';
  const team = Array.from({ length: 88 }, () => member(longName, { ...most, left: 8_888 }));
  const texts = (language: Language): Readonly<Record<string, string | null>> => {
    const speech = { messages, language };
    return {
      enumerator: enumeratorDigest(speech, most, 88_888),
      'enumerator, done': enumeratorDigest(speech, most, 0),
      team: teamDigest(speech, [member(longName, { ...most, isHeard: true })]),
      'team, silent': teamDigest(speech, team),
      area: areaDigest(speech, { name: longName, others: 88 }, { target: 888_888, visited: 888_888 }, [
        member(longName, { ...most, isHeard: true }),
      ]),
      'area, silent': areaDigest(
        speech,
        { name: longName, others: 88 },
        { target: 888_888, visited: 888_888 },
        team,
      ),
      alert: silenceAlert(
        speech,
        team.map(({ name }) => name),
        30,
      ),
      draft: draftReminder(speech, 'PERIKSA', '999999-99', 888),
      'draft without household': draftReminder(speech, 'PERIKSA', null, 888),
    };
  };

  for (const language of ['id', 'en'] as const) {
    it.each(Object.entries(texts(language)))(`${language}: %s is one clean segment`, (_, text) => {
      expect(lintOutbound(text ?? '')).toEqual([]);
    });
  }
});

it.each([
  ['one', 0, 'Isian RT 7-16 belum dikirim. Buka lagi menu USSD, lalu pilih 1 untuk melanjutkan.'],
  [
    'several',
    2,
    'Isian RT 7-16 belum dikirim (+2 lain). Buka lagi menu USSD, lalu pilih 1 untuk melanjutkan.',
  ],
])('reminds of %s', (_, others, expected) => {
  expect(draftReminder(id, 'RT', '7-16', others)).toBe(expected);
});

it('says who was silent for days', () => {
  expect(silenceAlert(id, ['Contoh Satu', 'Contoh Dua'], 3)).toBe(
    'Sudah 3 hari atau lebih belum ada kabar dari Contoh Satu, Contoh Dua, dan masih ada rumah tangga. Tanyakan kepada mereka.',
  );
});
