import { describe, expect, it } from 'vitest';
import { parseMessages, placeholders } from '../../../src/domain/messages.ts';
import type { MessageCall, MessagePart, Verdict } from '../../../src/domain/report/types.ts';
import { renderAnswer } from '../../../src/domain/sms/answers.ts';
import { septets } from '../../../src/domain/sms/gsm7.ts';
import { lintOutbound } from '../../../src/domain/sms/lint.ts';
import { readMessages } from '../../../src/flow-files.ts';
import { instrument } from '../../support/instrument.ts';
import {
  householdOf,
  members,
  officerOf,
  prelistMembers,
  prelistWith,
  questionOf,
  read,
  seven,
  storedOf,
  village,
  wholeBlocks,
  wholeDigits,
} from '../../support/sms.ts';

const messages = readMessages();
const languages = ['id', 'en'] as const;
const texts = [...instrument.items.values()].flatMap(({ short, codes }) => [
  short,
  ...(codes?.values() ?? []),
]);
const longestText = texts.reduce((longest, text) => (text.id.length > longest.id.length ? text : longest));
const rules = [...instrument.cases.values()].map(({ text }) => text);
const longestRule = rules.reduce((longest, text) => (text.id.length > longest.id.length ? text : longest));
const longestShort = [...instrument.items.values()].reduce((longest, item) =>
  item.short.id.length > longest.short.id.length ? item : longest,
).short;

/** The longest and most awkward of each value that a message may carry. */
const awkward: Readonly<Record<string, string>> = {
  receipt: 'WWWWW',
  form: 'USAHA',
  command: 'BANTU',
  reference: '999999-98',
  partner: ' + 999999-98 W*** W*** W*** W***',
  head: 'W*** W*** W*** W***',
  typed: `€[{123456789012345678901234567890 PIN ç😀`,
  read: '0',
  number: 'USAHA99 V.4.4',
  allowed: '00001-99999',
  by: '1234567',
  count: '1234567',
  codes: 'aset_tak_bergerak, luas_atb, III.12, P.12',
  name: 'W*** W*** W*** W***',
  value: '99999',
  family: '9',
  date: '24/11',
  members: '99',
  accepted: '1234567',
  asked: '1234567',
  held: '1234567',
  rejected: '1234567',
  area: '9415010001',
  done: '123456',
  left: '123456',
  refused: '123456',
  received: '123456',
  refusals: '123456',
  sum: '1234567',
  target: '123456',
  same: '3',
  all: '3',
  reason: 'lantai dan dinding beda dari formulir, tanyakan lagi ke rumahnya besok pagi'.repeat(2),
};

const facts = (): MessageCall[] =>
  keys('answer.fact.').map((key) => (key.endsWith('remark') ? remark : call(key)));

const remark: MessageCall = {
  key: 'answer.fact.remark',
  values: {},
  parts: {
    problem: {
      key: 'problem.rule',
      values: { number: 'ART99 IV.18' },
      parts: { label: longestShort, text: longestRule },
    },
  },
};

const awkwardParts = (): Readonly<Record<string, readonly MessagePart[]>> => ({
  label: [longestShort],
  text: [longestRule],
  facts: [longestText, ...facts()],
  repairs: Array.from({ length: 9 }, () => call('answer.repair.keyword')),
  questions: keys('ask.').map((key) => call(key)),
  list: Array.from({ length: 9 }, () => call('answer.open-question')),
  more: [{ key: 'answer.more', values: { count: 70 } }],
  difference: [{ key: 'answer.claim-differs', values: { by: '+123456' } }],
});

/** Messages that lists are made of; they have no parts of their own. */
const isNested = (key: string) => /^ask\.|^answer\.(fact|repair)\.|^answer\.open-question$/.test(key);
/** Lists of members' numbers, where they are no list of messages. */
const manyMembers = Array.from({ length: 40 }, (_, index) => index + 60).join(',');

function call(key: string, nested: Readonly<Record<string, readonly MessagePart[]>> = {}): MessageCall {
  const names = placeholders(messages.id.get(key) ?? '');
  const pick = <T>(from: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
  const label = [longestShort];
  return isNested(key)
    ? { key, values: pick({ ...awkward, list: manyMembers }), parts: pick({ label, ...nested }) }
    : { key, values: pick(awkward), parts: pick({ ...awkwardParts(), ...nested }) };
}

const keys = (prefix: string) => [...messages.id.keys()].filter((key) => key.startsWith(prefix));
const whole = [...keys('answer.'), ...keys('notice.')].filter(
  (key) => !/^answer\.(repair|fact)\.|more$|open-question$|practice$/.test(key),
);
const calls: MessageCall[] = [
  ...keys('help.').map((key) => call(key)),
  ...whole.flatMap((key): MessageCall[] => {
    const text = messages.id.get(key) ?? '';
    if (text.includes('{problem}'))
      return keys('problem.').map((problem) => call(key, { problem: [call(problem)] }));
    if (text.includes('{facts}')) return facts().map((fact) => call(key, { facts: [fact, fact] }));
    if (text.includes('{help}')) return keys('help.').map((help) => call(key, { help: [call(help)] }));
    return [call(key)];
  }),
];

/** Also as practice, but for what goes to others than the sender. */
function withPractice(one: MessageCall): MessageCall[] {
  const practised = { key: 'answer.practice', values: {}, parts: { answer: one } };
  return one.key.startsWith('notice.') ? [one] : [one, practised];
}

describe('every answer, in every language, with the longest and most awkward values', () => {
  it('is looked at', () => {
    expect(calls.length).toBeGreaterThan(60);
  });

  for (const language of languages) {
    it.each(calls.flatMap(withPractice))(
      `is one clean segment in ${language}: $key $parts.problem.0.key`,
      (one) => {
        const answer = renderAnswer(messages, language, one);
        expect(lintOutbound(answer), answer).toEqual([]);
      },
    );
  }

  it.each(languages)('keeps its own words in %s, whatever gives way', (language) => {
    for (const one of calls) {
      const answer = renderAnswer(messages, language, one);
      const pieces = (messages[language].get(one.key) ?? '')
        .split(/\{\w+\}/)
        .map((piece) => piece.replace(/^[ .,:]+|[ .,:]+$/g, ''));
      for (const piece of pieces) expect(answer).toContain(piece);
    }
  });

  it('has no template that needs regrouping', () => {
    const bad = languages.flatMap((language) =>
      [...messages[language]].filter(
        ([key, text]) => /^(answer|problem|ask|help)\./.test(key) && /\d{4}/.test(text),
      ),
    );
    expect(bad).toEqual([]);
  });
});

describe('renderAnswer', () => {
  const tiny = parseMessages({
    id: { a: '{head}: {facts}. Kirim {receipt}.', fact: '{count} ART' },
    en: { a: '{head}: {facts}. Send {receipt}.', fact: '{count} members' },
  });
  const fact = (count: number): MessageCall => ({ key: 'fact', values: { count } });
  const tell = (head: string, facts: readonly MessagePart[]) =>
    renderAnswer(tiny, 'id', { key: 'a', values: { head, receipt: 'ABC2E' }, parts: { facts } });

  it('joins a list and takes the language of texts', () => {
    expect(tell('C***', [fact(4), { id: 'Ditemukan', en: 'Found' }])).toBe(
      'C***: 4 ART, Ditemukan. Kirim ABC2E.',
    );
  });

  it('drops the last of a list first, then cuts texts, never the answer', () => {
    expect(
      tell(
        'C***',
        Array.from({ length: 40 }, (_, index) => fact(index)),
      ),
    ).toMatch(/^C\*\*\*: 0 ART, 1 ART.* ART\. Kirim ABC2E\.$/);
    const cut = tell('W'.repeat(200), [fact(4)]);
    expect(cut).toMatch(/^W+\.\.\. Kirim ABC2E\.$/);
    expect(septets(cut)).toBeLessThanOrEqual(160);
  });

  it('closes the gap of an empty list', () => {
    expect(tell('C***', [])).toBe('C***. Kirim ABC2E.');
  });

  it('counts extension characters twice', () => {
    expect(septets(tell('['.repeat(100), [fact(4)]))).toBeLessThanOrEqual(160);
  });
});

describe('what a phone gets', () => {
  const answerTo = (verdict: Verdict) =>
    verdict.answer === null ? '' : renderAnswer(messages, 'id', verdict.answer);
  const far = officerOf({ areas: ['9415010'], villages: [] });
  const known = householdOf(seven.idbdt, { members: prelistMembers(1, 2) });
  const reported = prelistWith({ ...known, record: read(`RT 7-16 ${wholeDigits}`).report?.answers ?? {} });
  const { man } = members;
  const nobody = prelistWith(householdOf(`${village}000007`, { headName: null }));
  it.each([
    ['accepted', read('V 7-16 10112411'), 'Diterima ABC2E. V 7-16 C*** S***: Selesai dicacah, 24/11.'],
    [
      'whole household',
      read(`RT 7-16 ${wholeDigits}`),
      'Diterima ABC2E. RT 7-16 C*** S***: 4 ART, 1 KK, 24/11.',
    ],
    [
      'repaired',
      read('V 7-l6 1O112411'),
      'Diterima ABC2E. V 7-16 C*** S***: Selesai dicacah, 24/11. Diperbaiki: l dibaca 1, O dibaca 0.',
    ],
    [
      'no name',
      read('V 7-16 10112411', { households: nobody }),
      'Diterima ABC2E. V 7-16 ?: Selesai dicacah, 24/11.',
    ],
    [
      'practice',
      read('LATIH V 7-16 10112411'),
      'LATIHAN, tidak dicatat. Benar: V 7-16 C*** S***: Selesai dicacah, 24/11.',
    ],
    [
      'asked back',
      read(`V ${seven.idbdt} 10112411`),
      'V 7-16 C*** S***: benar rumah tangga ini? Balas Y ABC2E jika benar, T ABC2E jika salah.',
    ],
    [
      'a wrong item',
      read('V 7-16 10192411'),
      'V 7-16 ditolak. II.5 Hasil: 9 tidak ada. Pilih 1-6. Kirim ulang V 7-16 lengkap.',
    ],
    [
      'a day that is none',
      read('V 7-16 10113102'),
      'V 7-16 ditolak. II.1 Tanggal: 31/02 bukan tanggal. Contoh 24/11. Kirim ulang V 7-16 lengkap.',
    ],
    [
      'a short block',
      read(
        `RT 7-16 ${wholeBlocks.visit} ${wholeBlocks.housing.slice(1)} ${wholeBlocks.assets} ${wholeBlocks.programmes}`,
      ),
      'RT 7-16 ditolak. Perumahan kurang 1 angka. Kirim ulang RT 7-16 lengkap.',
    ],
    [
      'no check digits',
      read('V 7 10112411'),
      'V: acuan 7 belum lengkap. Tambahkan 2 angka cek pada kartu, lalu kirim ulang.',
    ],
    [
      'a letter',
      read('V 7-16 1011A411'),
      "V: '1.011A411' bukan angka. Perbaiki, lalu kirim ulang V lengkap.",
    ],
    [
      'a serial without village',
      read('CEK 7-16', { officer: { ...far, role: 'korcam' } }),
      'CEK: untuk 7-16 tulis acuan panjang: 16 angka dan 2 angka cek. Kirim ulang CEK lengkap.',
    ],
    [
      'members',
      read(`ART 7-16 01${man.nik}${man.digits}`, { households: reported }),
      'Diterima ABC2E. ART 7-16 C*** S***: ART 1 masuk, kurang 3 ART.',
    ],
    [
      'a wrong item of a member',
      read(`ART 7-16 01${man.nik}9${man.digits.slice(1)}`, { households: reported }),
      'ART 7-16 ditolak. ART1 IV.3 Hub. KRT: 9 tidak ada. Pilih 1-8. Kirim ulang ART 7-16 lengkap.',
    ],
    [
      'a member not known',
      read(`ART 7-16 05${man.digits}`, { households: reported }),
      'ART 7-16 ditolak. ART 05 belum ada. Kirim ART 05 dengan NIK dulu. Kirim ulang ART 7-16 lengkap.',
    ],
    [
      'a held report',
      read(`ART 7-16 01${man.nik}${man.digits.replace('111', '151')}`, { households: reported }),
      'DITAHAN ABC2E. ART 7-16 C*** S***: ART1 IV.4 No urut keluarga: lebih dari jumlah keluarga. Perbaiki, lalu kirim ulang.',
    ],
    [
      'a name',
      read('NAMA 7-16 02 Contoh Dua', { households: reported }),
      'Diterima ABC2E. NAMA 7-16 C*** S***: nama ART 2 C*** D***.',
    ],
    [
      'a proposal',
      read('BARU Contoh Dua / Kampung'),
      'Diterima ABC2E. BARU 900.001-29 C*** D***: tulis acuan ini di formulir.',
    ],
    [
      'a practised proposal',
      read('LATIH BARU Contoh Dua / Kampung'),
      'LATIHAN, tidak dicatat. Benar: BARU C*** D***.',
    ],
    [
      'an answer mended, another cleared',
      read('F 7-16 atap 9', { households: reported }),
      'Diterima ABC2E. F 7-16 C*** S***: III.5b Kondisi atap dikosongkan, III.5a Atap 9.',
    ],
    [
      'an answer that must come along',
      read('F 7-16 5.2a 1', { households: reported }),
      "F: '5.2a' dipakai beberapa isian. Tulis salah satu: aset_tak_bergerak, luas_atb.",
    ],
    [
      'a withdrawal',
      read('BATAL FGHJK', { ownReports: new Map([['FGHJK', storedOf()]]) }),
      'V 7-16 C*** S*** dibatalkan (FGHJK). Data kembali seperti di daftar awal.',
    ],
    [
      'several questions',
      read('Y', { openQuestions: [questionOf(), questionOf({ reportId: '11', receipt: 'UVWXY' })] }),
      'Ada 2 pertanyaan: QRS2T V 7-16, UVWXY V 7-16. Balas dengan buktinya, contoh Y QRS2T.',
    ],
  ])('%s', (_, verdict, text) => {
    expect(answerTo(verdict)).toBe(text);
  });
});
