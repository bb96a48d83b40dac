import { describe, expect, it } from 'vitest';
import { formNamed, parseInstrument } from '../../../src/domain/instrument/instrument.ts';
import { instrument } from '../../support/instrument.ts';

const text = ['Contoh', 'Example'];

/** A small instrument that is right, to be broken in one place a case. */
function smallFile() {
  const yesNo = { number: '1', label: text, short: text, width: 1, codes: 'yes_no' };
  return {
    name: 'small',
    version: 'small.1',
    title: text,
    code_lists: { yes_no: { 1: text, 2: text }, other: { 3: text, 4: text } },
    pairs: ['yes_no', 'other'],
    blocks: {
      visit: {
        title: text,
        table: 'udrt',
        items: {
          status_rumahtangga: { ...yesNo },
          hasil_verivali: { ...yesNo, asked_if: 'status_rumahtangga=1' },
          rooms: { number: '2', label: text, short: text, width: 2, kind: 'count', range: [0, 99] },
        },
      },
    },
    forms: { V: { title: text, blocks: { visit: 'all' }, allowed: { status_rumahtangga: [1] } } },
    rules: [
      { number: 1, title: text, severity: 'reject', by: 'codes' },
      { number: 7, title: text, severity: 'reject', by: 'asked_if', items: ['hasil_verivali'] },
      {
        number: 11,
        title: text,
        severity: 'warn',
        by: 'cases',
        cases: { 'many-rooms': { item: 'rooms', when: 'rooms in 50..99', text } },
      },
    ],
    mapping: {
      version: 1,
      id_periode: '2021',
      sumber_data: { sms: 'SMS', ussd: 'USSD' },
      row_status: { 1: 'ACTIVE', 2: 'COPY' },
      workflow: {
        1: { status: '10', stereotype: 'DRAFT', photos_pending: 1 },
        2: { status: '10', stereotype: 'DRAFT', photos_pending: 0 },
      },
      copies: { copy: 'rooms' },
      photos: ['HOUSE'],
      statuses: [{ code: '10', stereotype: 'DRAFT', label: text }],
    },
  };
}

/** The small file with the value at a dotted path replaced; an undefined value takes it away. */
function withChange(path: string, value: unknown): unknown {
  const file: unknown = smallFile();
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place: unknown = file;
  for (const key of keys) place = (place as Record<string, unknown>)[key];
  (place as Record<string, unknown>)[last] = value;
  return file;
}

const item = 'blocks.visit.items';

describe('parseInstrument', () => {
  it('reads a file that is right', () => {
    const small = parseInstrument(smallFile());
    expect(small.forms.get('V')?.width).toBe(4);
    expect(small.items.get('hasil_verivali')).toMatchObject({ rule: 7, codesRule: 1, table: 'udrt' });
  });

  it('reads the cases of a rule', () => {
    const { cases, items } = parseInstrument(smallFile());
    expect([...cases]).toEqual([
      [
        'many-rooms',
        {
          name: 'many-rooms',
          rule: 11,
          severity: 'warn',
          item: items.get('rooms'),
          conditions: [{ terms: [{ column: 'rooms', spans: [[50, 99]] }] }],
          text: { id: 'Contoh', en: 'Example' },
        },
      ],
    ]);
  });

  it.each([
    ['a missing part', 'mapping', undefined, 'mapping:'],
    ['an unknown field', `${item}.rooms.widht`, 2, 'widht'],
    ['a label that is no GSM text', `${item}.rooms.label`, ['Ruang \u201csatu\u201d', 'x'], 'GSM'],
    ['a short label of 17 characters', `${item}.rooms.short`, ['abcdefghijklmnopq', 'x'], '16'],
    ['a code list that is not there', `${item}.status_rumahtangga.codes`, 'maybe', 'no code list maybe'],
    [
      'codes too wide for the digits',
      `${item}.status_rumahtangga.codes`,
      { 1: text, 10: text },
      '1 digits cannot hold 10',
    ],
    ['a range too wide for the digits', `${item}.rooms.range`, [0, 100], '2 digits cannot hold 100'],
    ['a range upside down', `${item}.rooms.range`, [9, 0], 'upside down'],
    ['a code item without codes', `${item}.status_rumahtangga.codes`, undefined, 'kind code needs codes'],
    ['a count with codes', `${item}.rooms.codes`, 'yes_no', 'kind count has no codes'],
    ['a count without range', `${item}.rooms.range`, undefined, 'kind count needs a range'],
    ['a cap inside the range', `${item}.rooms.capped_at`, 98, 'capped_at is not the end'],
    ['a condition that cannot be read', `${item}.hasil_verivali.asked_if`, 'status ~ 1', 'cannot be read'],
    [
      'a condition on an unknown item',
      `${item}.hasil_verivali.asked_if`,
      'nothing=1',
      'nothing, which is no item',
    ],
    [
      'a condition on an impossible code',
      `${item}.hasil_verivali.asked_if`,
      'status_rumahtangga=7',
      'is never 7',
    ],
    ['a condition on a later item', `${item}.hasil_verivali.asked_if`, 'rooms=1', 'does not come before'],
    ['a form with an unknown block', 'forms.V.blocks', { attic: 'all' }, 'no block attic'],
    ['a form with an unknown column', 'forms.V.blocks', { visit: ['attic'] }, 'no column attic'],
    ['a form with a column twice', 'forms.V.blocks', { visit: ['rooms', 'rooms'] }, 'rooms is there twice'],
    ['a narrowed code out of the list', 'forms.V.allowed', { status_rumahtangga: [3] }, 'out of its list'],
    ['a narrowed item of no codes', 'forms.V.allowed', { rooms: [3] }, 'no coded item'],
    ['a repeated form without key', 'forms.V.repeats', true, 'exactly when it has a key'],
    ['a partner that is always asked', 'forms.V.partner', 'rooms', 'has no asked_if'],
    ['a rule on an item without condition', 'rules.1.items', ['rooms'], 'rooms has no asked_if'],
    ['a rule there twice', 'rules.1.number', 1, 'rule 1 is there twice'],
    ['a case of an unknown column', 'rules.2.cases.many-rooms.item', 'attic', 'no column attic'],
    [
      'a case that cannot be read',
      'rules.2.cases.many-rooms.when',
      'rooms > 9',
      '"rooms > 9" cannot be read',
    ],
    ['a case that looks at no item', 'rules.2.cases.many-rooms.when', 'attic=1', 'attic, which is no item'],
    ['a case that never holds', 'rules.2.cases.many-rooms.when', ['rooms=1', 'rooms=100'], 'is never 100'],
    ['a case whose text is too long', 'rules.2.cases.many-rooms.text', ['a'.repeat(61), 'b'], '60'],
    [
      'a case that is in two rules',
      'rules.1',
      {
        number: 7,
        title: text,
        severity: 'hold',
        by: 'cases',
        cases: { 'many-rooms': { item: 'rooms', text } },
      },
      'the case is there twice',
    ],
    ['a presence that is no code', 'mapping.present', [1], 'present names 1'],
    ['a pair that is no code list', 'pairs', ['yes_no', 'maybe'], 'no code list maybe'],
    ['a row status short of a code', 'mapping.row_status', { 1: 'ACTIVE' }, 'row_status must have exactly'],
    ['a landing on no status', 'mapping.statuses', [], 'which is no status'],
    ['more photos than there are', 'mapping.photos', [], 'more photos than there are'],
    [
      'a figure by no item of the household',
      'mapping.progress',
      { refused: { attic: [1] }, not_found: {}, approved: [] },
      'progress goes by attic',
    ],
    [
      'a figure by no code',
      'mapping.progress',
      { refused: {}, not_found: { hasil_verivali: [9] }, approved: [] },
      'progress goes by hasil_verivali 9',
    ],
    [
      'a figure by no status',
      'mapping.progress',
      { refused: {}, not_found: {}, approved: ['12'] },
      'progress counts 12',
    ],
    [
      'a step from no status',
      'mapping.chain',
      [{ role: 'pengawas', from: ['11'], to: '10', back_from: ['10'], back_to: '10' }],
      'chain names 11, which is no status',
    ],
    ['a step of no role', 'mapping.chain', [{ role: 'lurah' }], 'mapping.chain.0.role'],
    ['a finish that is no status', 'mapping.submitted', '11', 'chain names 11, which is no status'],
    ['a back-check of no item', 'mapping.back_check', ['attic'], 'back_check asks attic'],
    ['a back-check without codes', 'mapping.back_check', ['rooms'], 'back_check asks rooms'],
    ['a copy from no item', 'mapping.copies', { to: 'attic' }, 'copies from attic'],
  ])('refuses %s', (_, path, value, complaint) => {
    expect(() => parseInstrument(withChange(path, value))).toThrow(complaint);
  });

  it('refuses a column that is in two blocks', () => {
    const file = smallFile();
    const twice = { ...file, blocks: { ...file.blocks, attic: file.blocks.visit } };
    expect(() => parseInstrument(twice)).toThrow('rooms: the column is in two blocks');
  });

  it('lists every problem at once', () => {
    const file = smallFile();
    file.blocks.visit.items.rooms.range = [0, 100];
    file.forms.V.allowed.status_rumahtangga = [3];
    expect(() => parseInstrument(file)).toThrow(/2 problem\(s\)[\s\S]*cannot hold 100[\s\S]*out of its list/);
  });

  it.each([null, 'text', 7, [], {}])('refuses what is no file: %j', (data) => {
    expect(() => parseInstrument(data)).toThrow('problem(s)');
  });
});

describe('formNamed', () => {
  it('finds a form, and throws for one that is not there', () => {
    expect(formNamed(instrument, 'V').name).toBe('V');
    expect(() => formNamed(instrument, 'X')).toThrow('no form X');
  });
});
