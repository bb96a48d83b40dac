import { describe, expect, it } from 'vitest';
import { unpackForm } from '../../src/domain/instrument/digits.ts';
import type { Language } from '../../src/domain/instrument/types.ts';
import { commands } from '../../src/domain/sms/commands/index.ts';
import { readUnits } from '../../src/domain/sms/units.ts';
import { isForRole } from '../../src/domain/workflow/authority.ts';
import { readExamples, readMessages } from '../../src/flow-files.ts';
import {
  type ExampleMessage,
  Examples,
  mendLines,
  messageText,
  nameTexts,
} from '../../src/print/guide/examples.ts';
import { guideDocument } from '../../src/print/guide/guide.ts';
import { formGroups, placesIn, typedBlocks, typedWidth } from '../../src/print/guide/places.ts';
import { readExample, replyTexts } from '../../src/print/guide/replies.ts';
import { guideWords } from '../../src/print/guide/words.ts';
import { formOf, instrument } from '../support/instrument.ts';

const messages = readMessages();
const examples = Examples.parse(readExamples());
const languages: readonly Language[] = ['id', 'en'];
const receivedOn = '2021-11-25';

function guideIn(language: Language): string {
  return guideDocument({ instrument, messages, examples, language });
}

/** The section of a form, from its heading to the next. */
function sectionOf(document: string, keyword: string): string {
  const from = document.indexOf(`<span class="keyword">${keyword}</span>`);
  return document.slice(from, document.indexOf('</section>', from));
}

function itemsIn(markup: string): string[] {
  return [...markup.matchAll(/data-item="(\w+)"/g)].map(([, column]) => column ?? '');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#39;');
}

describe.each(languages)('the code guide in %s', (language) => {
  const document = guideIn(language);

  it('says every item of the instrument', () => {
    expect(new Set(itemsIn(document))).toEqual(new Set(instrument.items.keys()));
    for (const { label } of instrument.items.values()) expect(document).toContain(escaped(label[language]));
  });

  it('says every code with its label', () => {
    const labels = [...instrument.items.values()].flatMap(({ codes }) => [...(codes?.values() ?? [])]);
    expect(labels.length).toBeGreaterThan(200);
    // Items that no report carries, and grades, whose label is their number, stand without.
    const unsaid = labels.filter((label) => !document.includes(` ${escaped(label[language])}</span>`));
    const unreported = ['jenis_pelanggan_airminum', 'jenis_pelanggan_gas'].flatMap((column) => [
      ...(instrument.items.get(column)?.codes?.values() ?? []),
    ]);
    const grades = [...(instrument.items.get('Kelas_tertinggi')?.codes?.values() ?? [])];
    expect(unsaid.filter((label) => !unreported.includes(label) && !grades.includes(label))).toEqual([]);
  });

  it.each(formGroups(instrument).map((group) => [group.form.name, group] as const))(
    'has each item of %s once, in the order typed',
    (name, { form }) => {
      const partner = form.partner === null ? [] : [form.partner.column];
      const typed = [...placesIn(form).keys()].map(({ column }) => column);
      expect(itemsIn(sectionOf(document, name))).toEqual([...typed, ...partner]);
    },
  );

  it('holds every example, and loads nothing from elsewhere', () => {
    const texts = examples.messages.map((one) => messageText(instrument, examples, one));
    for (const text of texts) expect(document).toContain(`<code>${text}</code>`);
    for (const { text } of mendLines(instrument, examples))
      expect(document).toContain(`<code>${text}</code>`);
    expect(document).not.toMatch(/<(script|link|img|iframe)|url\(|https?:/);
  });

  it('says what each other command is for', () => {
    const said = [...document.matchAll(/data-command="(\w+)"/g)].map(([, keyword]) => keyword ?? '');
    const keywords = commands
      .filter(({ action }) => isForRole(action, 'enumerator'))
      .map(({ keyword }) => keyword);
    const missing = keywords.filter(
      (keyword) => !said.includes(keyword) && !/^(V|RT|ART|KK|USAHA|NAMA|BARU|F)$/.test(keyword),
    );
    expect(missing).toEqual([]);
    expect(said).toContain('LATIH');
  });

  it('shows an answer for every outcome', () => {
    const replies = replyTexts(instrument, messages, examples, language);
    expect(replies.map(({ outcome }) => outcome).sort()).toEqual(
      Object.keys(guideWords[language].outcomes).sort(),
    );
    for (const { answer } of replies) expect(document).toContain(escaped(answer));
  });
});

describe('the places in a form', () => {
  it.each([...instrument.forms.values()].map((form) => [form.name, form] as const))(
    'of %s follow each other and sum to its width',
    (_, form) => {
      const places = [...placesIn(form)];
      let before = 0;
      for (const [item, { from, to }] of places) {
        expect([from, to]).toEqual([before + 1, before + item.width]);
        before = to;
      }
      expect(before).toBe(typedWidth(form));
      expect(typedBlocks(form).reduce((sum, { width }) => sum + width, 0)).toBe(before);
    },
  );

  it('are those of the grammar', () => {
    const widths = Object.fromEntries(
      [...instrument.forms.values()].map((form) => [form.name, typedWidth(form)]),
    );
    expect(widths).toEqual({ V: 8, RT: 75, ART: 51, ART_PRELIST: 35, KK: 17, USAHA: 8 });
  });

  it('narrow the codes of a form, and drop a condition that it always meets', () => {
    const [apart, together] = [sectionOf(guideIn('en'), 'V'), sectionOf(guideIn('en'), 'RT')];
    expect(apart).toContain('If P.10 Household status = 1 or 4; else\u00a00.');
    expect(together).not.toContain('If P.10');
    expect(together).toContain('If III.4a Walls = 1-3; else\u00a00.');
    expect(together).toContain('<b>1</b> Found</span> <span class="code"><b>4</b> New proposal');
  });
});

describe('the example messages', () => {
  const bodies = examples.messages.map((one) => [messageText(instrument, examples, one), one] as const);

  it.each(bodies)('%s unpacks to what it is made of', (text, example) => {
    const form = formOf(example.form);
    const body = text
      .split(' ')
      .slice(2, example.partner === undefined ? undefined : -1)
      .join('');
    const units = form.repeats
      ? readUnits(form, body, typedWidth(form), receivedOn)
      : [unpackForm(form, body, receivedOn)];
    expect(units.flatMap(({ problems }) => problems)).toEqual([]);
    expect(units.map(({ answers }) => answers)).toEqual(
      example.units.map((answers) => expectedOf(example, answers)),
    );
  });

  it('cover every form', () => {
    expect(new Set(examples.messages.map(({ form }) => form))).toEqual(new Set(instrument.forms.keys()));
  });

  it.each(bodies)('%s is accepted as the first report of it', (text, { form, partner }) => {
    const isFirst = partner !== undefined || !instrument.forms.get(form)?.repeats;
    const { outcome, problems } = readExample(instrument, examples, text, !isFirst);
    expect({ outcome, problems }).toEqual({ outcome: 'accepted', problems: [] });
  });

  const others = [
    ...mendLines(instrument, examples).map(({ text }) => text),
    ...Object.values(nameTexts(examples)),
  ];

  it.each(others)('%s is accepted of a reported household', (text) => {
    const { outcome, problems } = readExample(instrument, examples, text, true);
    expect({ outcome, problems }).toEqual({ outcome: 'accepted', problems: [] });
  });

  it.each(examples.replies)('$text is $outcome', ({ text, outcome, reported }) => {
    expect(readExample(instrument, examples, text, reported).outcome).toBe(outcome);
  });

  it('an example without an asked answer is refused', () => {
    const [first] = examples.messages;
    const { status_rumahtangga: _, ...rest } = first?.units[0] ?? {};
    expect(() => messageText(instrument, examples, { form: 'V', units: [rest] })).toThrow(
      'status_rumahtangga',
    );
  });
});

/** What is read of a unit: what is not asked is NULL, and the number apart. */
function expectedOf({ form }: ExampleMessage, answers: ExampleMessage['units'][number]) {
  const { key, blocks } = formOf(form);
  const columns = blocks.flatMap(({ items }) => items.map(({ column }) => column));
  return Object.fromEntries(
    columns.filter((column) => column !== key?.column).map((column) => [column, answers[column] ?? null]),
  );
}
